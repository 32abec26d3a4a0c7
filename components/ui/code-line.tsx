import { Breakable } from "./breakable.tsx";

/** What is to be typed or pasted exactly as it stands: a user name, an address or a command. */
export function CodeLine({ children }: { children: string }) {
	return (
		<p
			className="my-2 rounded-control border border-line bg-raised px-3 py-2 font-mono text-sm text-balance wrap-anywhere"
			dir="ltr"
		>
			<Breakable>{children}</Breakable>
		</p>
	);
}
