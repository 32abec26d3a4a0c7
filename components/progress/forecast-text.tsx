"use client";

import { formatTimeOfDay } from "#components/ui/instant.tsx";
import { TEXT_LINK } from "#components/ui/text-link.ts";
import { useServerNow } from "#lib/browser/use-server-now.ts";
import type { Forecast, OwnForecast } from "#lib/core/forecast/forecast.ts";
import { usuallyBy } from "#lib/core/forecast/usually-by.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { useLocale, useTranslations } from "#lib/text/client.tsx";

const MINUTE_MS = 60_000;

type Props = { view: WatchView; checkedAt: Date | undefined };

/** How long it will take: one time, and how long it has taken so far. Never a percentage. */
export function ForecastText({ view, checkedAt }: Props) {
	const t = useTranslations("progress");
	const minutes = useMinutes();
	const now = useServerNow(view.sentAt, checkedAt);
	const { forecast, changedAt } = view;
	const soFarMs = changedAt ? now.getTime() - changedAt.getTime() : 0;
	const wholeMs = Math.max(1, Math.floor(soFarMs / MINUTE_MS)) * MINUTE_MS;
	return (
		<p className="mt-3 tabular-nums">
			<strong>
				<ForecastOf forecast={forecast} changedAt={changedAt} now={now} />
			</strong>{" "}
			{/* It comes after a minute and has its place from the start: nothing may move for it. */}
			{changedAt && (
				<span className={`whitespace-nowrap text-muted ${soFarMs < MINUTE_MS ? "invisible" : ""}`}>
					{t("soFar", { minutes: minutes(wholeMs) })}
				</span>
			)}
		</p>
	);
}

type When = { changedAt: Date | undefined; now: Date };

/** The forecast of one change in a sentence. */
export function ForecastOf({ forecast, changedAt, now }: When & { forecast: Forecast }) {
	const t = useTranslations("progress");
	const locale = useLocale();
	const minutes = useMinutes();
	const slowMs =
		forecast.basis === "own" ? forecast.slowTenthMs : forecast.usualMinutes * MINUTE_MS;
	if (!changedAt) return t("forecastWithin", { slow: minutes(slowMs) });
	const by = usuallyBy({ slowTenthMs: slowMs }, changedAt, now);
	if (!by) return t("forecastLonger");
	return forecast.basis === "own"
		? t("forecastBy", { slowAt: formatTimeOfDay(by, locale) })
		: t("forecastWithin", { slow: minutes(slowMs) });
}

/** The basis of a forecast. */
export function ForecastBasis({ forecast }: { forecast: Forecast }) {
	const t = useTranslations("progress");
	const site = useTranslations("site");
	if (forecast.basis === "own") return <OwnBasis forecast={forecast} />;
	return (
		<>
			<p>{t("forecastMicrosoft", { minutes: forecast.usualMinutes })}</p>
			<p>
				<a className={TEXT_LINK} href={forecast.source} target="_blank" rel="noopener noreferrer">
					{t("forecastSource")} ({site("opensInNewTab")})
				</a>
			</p>
		</>
	);
}

function OwnBasis({ forecast }: { forecast: OwnForecast }) {
	const t = useTranslations("progress");
	const minutes = useMinutes();
	const changes = t(`forecastOf.${forecast.of}`, { waits: forecast.waits });
	const median = minutes(forecast.medianMs);
	const slow = minutes(forecast.slowTenthMs);
	return (
		<>
			<p>
				{median === slow
					? t("forecastOwnOne", { changes, slow })
					: t("forecastOwn", { changes, median, slow })}
			</p>
			<p data-if="practice" className="text-muted">
				{t("forecastPractice")}
			</p>
		</>
	);
}

function useMinutes(): (ms: number) => string {
	const t = useTranslations("progress");
	return (ms) => t("minutes", { minutes: Math.ceil(ms / MINUTE_MS) });
}
