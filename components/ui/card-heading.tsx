import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

/** The heading of a card, beside an icon of its subject. */
export function CardHeading({ icon, children }: { icon: IconName; children: ReactNode }) {
	return (
		<h2 className="flex items-center gap-3 text-xl font-bold">
			<span className="rounded-pill bg-info-tint p-2 text-info">
				<Icon name={icon} />
			</span>
			<span className="min-w-0 wrap-anywhere">{children}</span>
		</h2>
	);
}
