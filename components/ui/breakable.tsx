import { Fragment } from "react";

/** An address or a host name that may break after a dot or an at sign, and elsewhere only if its parts are too long. */
export function Breakable({ children }: { children: string }) {
	return children.split(/(?<=[.@])(?=\S)/).map((part, n) => (
		// biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other identity
		<Fragment key={n}>
			{n > 0 && <wbr />}
			{part}
		</Fragment>
	));
}
