import { Fragment } from "react";

/**
 * An address, a host name or a setting that may break after a dot, an at sign, an underscore or an equals sign, and elsewhere only if its parts are too long.
 */
export function Breakable({ children }: { children: string }) {
	return children.split(/(?<=[.@_=])(?=\S)/).map((part, n) => (
		// biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other identity
		<Fragment key={n}>
			{n > 0 && <wbr />}
			{part}
		</Fragment>
	));
}
