"use client";

import { Icon, type IconName } from "#components/ui/icon.tsx";
import type { Saying } from "#lib/core/watch/saying.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { useTranslations } from "#lib/text/client.tsx";

/** Headlines at which a server without the new password is known to be without it. */
const NOT_THERE: readonly Saying["headline"][] = ["waiting", "late"];

type Props = { view: WatchView; saying: Saying };

/** Words after which nothing is in progress. */
const STOPPED: readonly Saying["word"][] = ["blocked", "moved-on", "ended"];

/** The four stages of a change: done, current, and still to come. */
export function Tracker({ view, saying: { word, headline } }: Props) {
	const t = useTranslations("progress.tracker");
	const total = view.controllers.length;
	const arrived = view.controllers.filter(({ keys }) => keys.kind === "new").length;
	const isChanged = word !== "open";
	const isUsable = word === "usable";
	// In doubt, or with only part of it there, "0 of 2" would claim more than is known.
	const isCounted = total > 0 && (isUsable || arrived > 0 || NOT_THERE.includes(headline));
	const stops: { name: string; note?: string; icon: IconName; isDone: boolean }[] = [
		{ name: t("changed"), icon: "key", isDone: isChanged },
		{ name: t("microsoft"), icon: "cloud", isDone: isChanged },
		{
			name: t("servers"),
			...(isCounted && { note: t("count", { arrived: isUsable ? total : arrived, total }) }),
			icon: "server",
			isDone: isUsable || (total > 0 && arrived === total),
		},
		{ name: t("ready"), icon: "laptop", isDone: isUsable },
	];
	const current = STOPPED.includes(word) ? -1 : stops.findIndex(({ isDone }) => !isDone);
	return (
		<ol className="mt-6 grid gap-x-2 sm:grid-cols-4">
			{stops.map(({ name, note, icon, isDone }, n) => (
				<li
					key={name}
					aria-current={n === current ? "step" : undefined}
					className="group relative flex items-center gap-3 pb-3 last:pb-0 sm:flex-col sm:gap-2 sm:pb-0 sm:text-center"
				>
					<span className="absolute inset-y-0 start-[17px] top-9 border-s-2 border-current/25 group-last:hidden sm:inset-x-auto sm:inset-y-auto sm:start-[calc(50%+24px)] sm:top-[17px] sm:w-[calc(100%-40px)] sm:border-s-0 sm:border-t-2" />
					<span
						className={`relative size-9 rounded-pill border-2 p-1.5 ${isDone ? "border-success bg-success text-surface" : n === current ? "border-info bg-surface text-info" : "border-control bg-surface text-muted"}`}
					>
						<Icon
							name={isDone ? "check" : icon}
							className={`size-5 ${n === current ? "animate-pulse" : ""}`}
						/>
					</span>
					<span className={`text-sm ${isDone || n === current ? "font-semibold" : "text-muted"}`}>
						{name}
						{note && <span className="font-normal tabular-nums sm:block"> {note}</span>}
						{isDone && <span className="sr-only"> {t("done")}</span>}
					</span>
				</li>
			))}
		</ol>
	);
}
