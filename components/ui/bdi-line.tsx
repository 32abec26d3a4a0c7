import type { ReactNode } from "react";

type Props = { children: ReactNode; className?: string; dir?: "ltr" };

/**
 * Text with its own direction on its own line, aligned with its surroundings: a block with
 * `dir="auto"` would align to its own side.
 */
export function BdiLine({ children, className = "", dir }: Props) {
	return (
		<span className={`block ${className}`}>
			<bdi dir={dir}>{children}</bdi>
		</span>
	);
}
