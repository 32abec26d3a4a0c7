import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

const LOOK = {
	action: { tint: "bg-info-tint", ink: "text-info", icon: "clock" },
	success: { tint: "bg-success-tint", ink: "text-success", icon: "check" },
	warning: { tint: "bg-warning-tint", ink: "text-warning", icon: "alert" },
	danger: { tint: "bg-danger-tint", ink: "text-danger", icon: "alert" },
} as const satisfies Record<string, { tint: string; ink: string; icon: IconName }>;

type Props = { look?: keyof typeof LOOK; heading?: string | null | undefined; children: ReactNode };

/**
 * Something that must not be overlooked, set apart from the surrounding text. On a phone what follows the heading
 * takes the whole width, below the icon.
 */
export function Notice({ look = "action", heading, children }: Props) {
	const { tint, ink, icon } = LOOK[look];
	return (
		<div
			className={`my-6 flex gap-3 rounded-card border border-transparent p-4 print:border-line ${tint}`}
		>
			<Icon name={icon} className={`h-lh w-6 ${ink}`} />
			<div className="min-w-0 flex-1">
				{heading && <p className={`mb-1 font-bold ${ink}`}>{heading}</p>}
				<div className={heading ? "-ms-9 sm:ms-0" : ""}>{children}</div>
			</div>
		</div>
	);
}
