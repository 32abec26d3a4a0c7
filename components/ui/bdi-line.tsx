import type { ReactNode } from "react";

type Props = { children: ReactNode; className?: string; dir?: "ltr" };

/**
 * Text of its own direction on a line of its own, which begins where the lines around it begin: a block
 * that takes its own direction would begin at its own side.
 */
export function BdiLine({ children, className = "", dir }: Props) {
	return (
		<span className={`block ${className}`}>
			<bdi dir={dir}>{children}</bdi>
		</span>
	);
}
