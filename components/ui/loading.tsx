/** A loading message, for people who wait longer than a moment. */
export function Loading({ children }: { children: string }) {
	return (
		<p className="appear-late my-8 text-muted" role="status">
			{children}…
		</p>
	);
}
