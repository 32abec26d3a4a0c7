"use client";

import { Disclosure } from "#components/ui/disclosure.tsx";
import { formatTimeOfDay } from "#components/ui/instant.tsx";
import { later } from "#components/ui/later.tsx";
import { TEXT_LINK } from "#components/ui/text-link.ts";
import { useServerNow } from "#lib/browser/use-server-now.ts";
import type { Forecast, OwnForecast } from "#lib/core/forecast/forecast.ts";
import { usuallyBy } from "#lib/core/forecast/usually-by.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { useLocale, useTranslations } from "#lib/text/client.tsx";

const Waits = later(() => import("./waits.tsx").then((m) => m.Waits));

type Props = { view: WatchView; checkedAt: Date | undefined; ticket: string };

/** How long it will take: one time, and on request what that is based on. Never a bar, never a percentage. */
export function ForecastText({ view, checkedAt, ticket }: Props) {
	const t = useTranslations("progress");
	const now = useServerNow(view.sentAt, checkedAt);
	const { forecast, changedAt } = view;
	return (
		<div className="mt-6 border-t border-control/40 pt-4">
			<p className="font-semibold">
				<ForecastOf forecast={forecast} changedAt={changedAt} now={now} />
			</p>
			<div className="text-sm">
				<Disclosure summary={t("forecastWhy")}>
					<ForecastBasis forecast={forecast} />
					{forecast.basis === "own" && <Waits ticket={ticket} />}
				</Disclosure>
			</div>
		</div>
	);
}

type When = { changedAt: Date | undefined; now: Date };

/** The forecast of one change in a sentence. */
export function ForecastOf({ forecast, changedAt, now }: When & { forecast: Forecast }) {
	const t = useTranslations("progress");
	const locale = useLocale();
	const minutes = useMinutes();
	const slowMs = forecast.basis === "own" ? forecast.slowTenthMs : forecast.usualMinutes * 60_000;
	if (!changedAt) return t("forecastWithin", { slow: minutes(slowMs) });
	const by = usuallyBy({ slowTenthMs: slowMs }, changedAt, now);
	if (!by) return t("forecastLonger");
	return forecast.basis === "own"
		? t("forecastBy", { slowAt: formatTimeOfDay(by, locale) })
		: t("forecastWithin", { slow: minutes(slowMs) });
}

/** What a forecast is based on. */
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
	return (
		<>
			<p>
				{t("forecastOwn", {
					changes: t(`forecastOf.${forecast.of}`, { waits: forecast.waits }),
					median: minutes(forecast.medianMs),
					slow: minutes(forecast.slowTenthMs),
				})}
			</p>
			<p data-if="practice" className="text-muted">
				{t("forecastPractice")}
			</p>
		</>
	);
}

function useMinutes(): (ms: number) => string {
	const t = useTranslations("progress");
	return (ms) => t("minutes", { minutes: Math.ceil(ms / 60_000) });
}
