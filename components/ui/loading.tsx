/** A word that something is coming, for those who wait longer than a blink. */
export function Loading({ children }: { children: string }) {
	return (
		<p className="appear-late my-8 text-muted" role="status">
			{children}…
		</p>
	);
}
