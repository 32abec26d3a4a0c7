"use client";

import { formatTimeOfDay } from "#components/ui/instant.tsx";
import { later } from "#components/ui/later.tsx";
import { TEXT_LINK } from "#components/ui/text-link.ts";
import { useServerNow } from "#lib/browser/use-server-now.ts";
import type { Forecast, OwnForecast } from "#lib/core/forecast/forecast.ts";
import { forecastClock } from "#lib/core/forecast/forecast-clock.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { useLocale, useTranslations } from "#lib/text/client.tsx";

const Waits = later(() => import("./waits-disclosure.tsx").then((m) => m.WaitsDisclosure));

type Props = { view: WatchView; checkedAt: Date | undefined; ticket: string };

/** How long it will take, with where that is known from. Never a bar, never a percentage. */
export function ForecastText({ view, checkedAt, ticket }: Props) {
	const t = useTranslations("progress");
	const now = useServerNow(view.sentAt, checkedAt);
	const { forecast, changedAt } = view;
	return (
		<section className="mt-6 border-t border-control/40 pt-4 text-sm">
			<h2 className="mb-1 font-bold">{t("forecastHeading")}</h2>
			<ForecastOf forecast={forecast} changedAt={changedAt} now={now} />
			{forecast.basis === "own" && (
				<p data-if="practice" className="text-muted">
					{t("forecastPractice")}
				</p>
			)}
			{forecast.basis === "own" && <Waits ticket={ticket} />}
			<p className="mt-2">{t("closeSafely")}</p>
		</section>
	);
}

type When = { changedAt: Date | undefined; now: Date };

/** The forecast of one change in words, with its basis. */
export function ForecastOf({ forecast, ...when }: When & { forecast: Forecast }) {
	if (forecast.basis === "own") return <Own forecast={forecast} {...when} />;
	return <Microsoft forecast={forecast} {...when} />;
}

function Own({ forecast, changedAt, now }: When & { forecast: OwnForecast }) {
	const t = useTranslations("progress");
	const locale = useLocale();
	const time = (at: Date) => formatTimeOfDay(at, locale);
	const minutes = (ms: number) => t("minutes", { minutes: Math.ceil(ms / 60_000) });
	const basis = {
		changes: t(`forecastOf.${forecast.of}`, { waits: forecast.waits }),
		median: minutes(forecast.medianMs),
		slow: minutes(forecast.slowTenthMs),
	};
	if (!changedAt) return <p>{t("forecastOwn", basis)}</p>;
	const clock = forecastClock(forecast, changedAt, now);
	switch (clock.phase) {
		case "before-median": {
			const times = { medianAt: time(clock.medianAt), slowAt: time(clock.slowTenthAt) };
			return <p>{t("forecastBy", { ...basis, ...times })}</p>;
		}
		case "before-slow-tenth": {
			const said = t("forecastBySlow", { ...basis, slowAt: time(clock.slowTenthAt) });
			return (
				<p>
					{said} {clock.isSlow && t("forecastSlow")}
				</p>
			);
		}
		case "longer":
			return <p>{t("forecastLonger", basis)}</p>;
	}
}

type MicrosoftForecast = Extract<Forecast, { basis: "microsoft" }>;

function Microsoft({ forecast, changedAt, now }: When & { forecast: MicrosoftForecast }) {
	const t = useTranslations("progress");
	const site = useTranslations("site");
	const usualMs = forecast.usualMinutes * 60_000;
	const isLonger = changedAt !== undefined && now.getTime() - changedAt.getTime() > usualMs;
	return (
		<>
			<p>{t("forecastMicrosoft", { minutes: forecast.usualMinutes })}</p>
			{isLonger && <p>{t("forecastMicrosoftLonger")}</p>}
			<p>
				<a className={TEXT_LINK} href={forecast.source} target="_blank" rel="noopener noreferrer">
					{t("forecastSource")} ({site("opensInNewTab")})
				</a>
			</p>
		</>
	);
}
