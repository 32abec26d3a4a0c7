import type { ReactNode } from "react";
import { Icon, type IconName } from "#components/ui/icon.tsx";
import type { TagLook } from "#components/ui/tag.tsx";

/** The state, and what goes beside it. */
export const STATE_COLUMNS = "mt-2 grid gap-4 sm:gap-6 lg:grid-cols-[7fr_5fr]";

/** The look of the state's card, by the look of its word. */
const CARD_LOOK: Record<TagLook, string> = {
	plain: "border-info/20 bg-info-tint",
	success: "border-success/20 bg-success-tint",
	warning: "border-warning/20 bg-warning-tint",
	danger: "border-danger/20 bg-danger-tint",
	muted: "border-line bg-surface",
};

const ICON: Record<TagLook, { name: IconName; ink: string }> = {
	plain: { name: "clock", ink: "text-info" },
	success: { name: "check", ink: "text-success" },
	warning: { name: "alert", ink: "text-warning" },
	danger: { name: "alert", ink: "text-danger" },
	muted: { name: "clock", ink: "text-muted" },
};

export function StateCard({ look, children }: { look: TagLook; children: ReactNode }) {
	return (
		<div
			className={`flex flex-col rounded-card border p-5 transition-colors sm:p-7 ${CARD_LOOK[look]}`}
		>
			{children}
		</div>
	);
}

type HeadProps = { look: TagLook; heading: ReactNode; children: ReactNode };

/** The icon, beside it the headline, and below that what is true now. */
export function StateHead({ look, heading, children }: HeadProps) {
	const { name, ink } = ICON[look];
	return (
		<div className="grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-3 gap-y-2 sm:gap-x-5">
			<span
				aria-hidden="true"
				className={`size-10 shrink-0 rounded-pill bg-surface p-2 shadow-card sm:row-span-2 sm:size-14 sm:p-3 ${ink}`}
			>
				<Icon key={name} name={name} className="size-full" isDrawn={name === "check"} />
			</span>
			<h1 className="min-w-0 text-2xl font-bold hyphens-auto sm:pt-1 sm:text-3xl">{heading}</h1>
			<div className="col-span-full sm:col-span-1 sm:col-start-2">{children}</div>
		</div>
	);
}
