import { Breakable } from "./breakable.tsx";

/** What is to be typed or pasted exactly as it stands: a user name, an address or a command, which breaks between its words first. */
export function CodeLine({ children }: { children: string }) {
	return (
		<p
			className="my-2 rounded-control border border-line bg-raised px-3 py-2 font-mono text-sm text-balance wrap-anywhere"
			dir="ltr"
		>
			{children.split(/(?<= )/).map((word, n) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: the words of a text have no other identity
				<span key={n} className="inline-block max-w-full whitespace-pre-wrap">
					<Breakable>{word}</Breakable>
				</span>
			))}
		</p>
	);
}
