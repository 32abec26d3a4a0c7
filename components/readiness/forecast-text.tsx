"use client";

import { TEXT_LINK } from "#components/ui/text-link.ts";
import type { Forecast } from "#lib/core/forecast/forecast.ts";
import { useTranslations } from "#lib/text/client.tsx";

/** How long it will take, with where that is known from. Never a bar, never a percentage. */
export function ForecastText({ forecast }: { forecast: Forecast }) {
	const t = useTranslations("progress");
	const site = useTranslations("site");
	const minutes = (ms: number) => t("minutes", { minutes: Math.max(1, Math.ceil(ms / 60_000)) });
	return (
		<section className="my-8">
			<h2 className="mb-2 text-2xl font-bold">{t("forecastHeading")}</h2>
			{forecast.basis === "own" ? (
				<p>
					{t("forecastOwn", {
						waits: forecast.waits,
						median: minutes(forecast.medianMs),
						slow: minutes(forecast.slowTenthMs),
					})}
				</p>
			) : (
				<>
					<p>{t("forecastMicrosoft", { minutes: forecast.usualMinutes })}</p>
					<p>
						<a
							className={TEXT_LINK}
							href={forecast.source}
							target="_blank"
							rel="noopener noreferrer"
						>
							{t("forecastSource")} ({site("opensInNewTab")})
						</a>
					</p>
				</>
			)}
			<p className="mt-4">{t("closeSafely")}</p>
		</section>
	);
}
