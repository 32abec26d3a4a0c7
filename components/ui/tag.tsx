import type { ReactNode } from "react";

const LOOK = {
	plain: "bg-info-tint text-info",
	success: "bg-success-tint text-success",
	warning: "bg-warning-tint text-warning",
	danger: "bg-danger-tint text-danger",
	muted: "bg-raised text-muted",
};

export type TagLook = keyof typeof LOOK;

/** A state in one word; the colour only repeats what the word says. */
export function Tag({ look = "plain", children }: { look?: TagLook; children: ReactNode }) {
	return (
		<span
			className={`inline-block rounded-pill border border-current/25 px-2.5 text-sm font-semibold whitespace-nowrap ${LOOK[look]}`}
		>
			{children}
		</span>
	);
}
