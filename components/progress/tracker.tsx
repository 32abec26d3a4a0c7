"use client";

import { Icon, type IconName } from "#components/ui/icon.tsx";
import type { StatusMessage } from "#lib/core/watch/status-message.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { STATE_LOOK } from "./state-look.ts";

/** Headlines at which a server without the new password is known to be without it. */
const NOT_THERE: readonly StatusMessage["headline"][] = ["waiting", "late"];

type Props = { view: WatchView; message: StatusMessage };

type Stop = { name: string; note?: string | false; icon: IconName; isDone: boolean };

/** Where a new password works already: each place is done, current, or still to come. */
export function Tracker({ view, message: { word, headline } }: Props) {
	const t = useTranslations("progress.tracker");
	const total = view.controllers.length;
	const isUsable = word === "usable";
	const arrived = isUsable ? total : view.controllers.filter((c) => c.keys.kind === "new").length;
	const isChanged = view.state !== "open";
	// In doubt, or with only part of it there, "0 of 2" would claim more than is known.
	const isCounted = total > 0 && (arrived > 0 || NOT_THERE.includes(headline));
	const stops: Stop[] = [
		{ name: t("microsoft"), note: isChanged && t("changed"), icon: "cloud", isDone: isChanged },
		{
			name: t("servers"),
			note: isCounted && t("count", { arrived, total }),
			icon: "server",
			isDone: isUsable || (total > 0 && arrived === total),
		},
		{ name: t("computers"), note: isUsable && t("ready"), icon: "laptop", isDone: isUsable },
	];
	const current = stops.findIndex(({ isDone }) => !isDone);
	const look = LOOK[STATE_LOOK[word]];
	return (
		<ol className="mt-6 grid sm:grid-cols-3">
			{stops.map(({ name, note, icon, isDone }, n) => (
				<li
					key={name}
					aria-current={n === current && look.isMoving ? "step" : undefined}
					className={`group relative flex gap-3 sm:flex-col sm:gap-2 ${n < stops.length - 1 ? "min-h-16" : ""}`}
				>
					<Way isDone={isDone && n + 1 !== current} isBegun={isDone && arrived > 0} />
					<span
						className={`relative size-10 rounded-pill border-2 p-2 transition-colors ${isDone ? "border-success bg-success text-surface" : n === current ? look.ink : "border-dashed border-control bg-surface text-muted"}`}
					>
						<Icon
							name={isDone ? "check" : n === current ? (look.icon ?? icon) : icon}
							className={n === current && look.isMoving ? "size-5 animate-pulse" : "size-5"}
						/>
					</span>
					<span className={`pt-2 text-sm sm:pt-0 ${isDone || n === current ? "" : "text-muted"}`}>
						<span className="font-semibold">{name}</span>
						{note && <span className="block tabular-nums"> {note}</span>}
						{isDone && <span className="sr-only"> {t("done")}</span>}
					</span>
				</li>
			))}
		</ol>
	);
}

/** The first stop that is not done, by the look of the state. */
const LOOK = {
	plain: { ink: "border-info bg-surface text-info", icon: undefined, isMoving: true },
	muted: { ink: "border-info bg-surface text-info", icon: undefined, isMoving: true },
	success: { ink: "", icon: undefined, isMoving: false },
	warning: { ink: "border-warning bg-surface text-warning", icon: undefined, isMoving: true },
	danger: { ink: "border-danger bg-surface text-danger", icon: "alert", isMoving: false },
} as const;

/**
 * From a stop to the next one: gone, half gone, or still to go. Upright it touches both stops, since half of so short
 * a way would else be a mere dot.
 */
function Way({ isDone, isBegun }: { isDone: boolean; isBegun: boolean }) {
	const part = isDone ? "h-full" : isBegun ? "h-1/2 sm:w-1/2" : "h-0 sm:w-0";
	return (
		<span className="absolute start-[18px] top-10 bottom-0 w-1 overflow-hidden rounded-pill bg-control forced-color-adjust-none group-last:hidden sm:start-12 sm:end-2 sm:top-[18px] sm:bottom-auto sm:h-1 sm:w-auto">
			<span
				data-gone=""
				className={`block w-full rounded-pill bg-success transition-[width,height] duration-240 sm:h-full ${part}`}
			/>
		</span>
	);
}
