import type { ReactNode } from "react";

const LOOK = {
	plain: "border-control text-ink",
	success: "border-success text-success",
	warning: "border-warning text-warning",
	danger: "border-danger text-danger",
	muted: "border-control text-muted",
};

export type TagLook = keyof typeof LOOK;

/** A state in one word; its colour only repeats what the word says. */
export function Tag({ look = "plain", children }: { look?: TagLook; children: ReactNode }) {
	return (
		<span
			className={`inline-block rounded-sm border-2 px-2 text-sm font-semibold wrap-anywhere ${LOOK[look]}`}
		>
			{children}
		</span>
	);
}
