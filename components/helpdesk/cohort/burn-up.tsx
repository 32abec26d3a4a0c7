"use client";

import { useInstantFormat } from "#components/ui/instant.tsx";
import { later } from "#components/ui/later.tsx";
import { type CohortSnapshot, thinned, total } from "#lib/core/cohort/cohort-counts.ts";
import { useLocale, useTranslations } from "#lib/text/client.tsx";

const Chart = later(() => import("./burn-up-chart.tsx").then((m) => m.BurnUpChart));

/** More rows than this nobody reads. */
const MAX_ROWS = 15;

/** How many have come how far over time: drawn, and as a table for those who do not see it. */
export function BurnUp({ history }: { history: CohortSnapshot[] }) {
	const t = useTranslations("cohort");
	const format = useInstantFormat();
	const locale = useLocale();
	const number = new Intl.NumberFormat(locale);
	if (history.length === 0) return null;
	const heads = [t("time"), t("series.usable"), t("series.changed"), t("series.all")];
	return (
		<section aria-labelledby="burn-up" className="my-8">
			<h2 id="burn-up" className="mb-2 text-2xl font-bold">
				{t("burnUpHeading")}
			</h2>
			<p className="mb-4 max-w-[38rem] text-muted">{t("burnUpHint")}</p>
			{history.length > 1 && <Chart history={history} />}
			<table className="mt-4 w-full max-w-3xl text-sm">
				<caption className="sr-only">{t("burnUpHeading")}</caption>
				<thead>
					<tr className="border-b-2 border-line">
						{heads.map((head, n) => (
							<th
								key={head}
								scope="col"
								className={`py-1 pe-2 ${n > 0 ? "text-end" : "text-start"}`}
							>
								{head}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{thinned(history, MAX_ROWS)
						.reverse()
						.map(({ at, counts }) => (
							<tr key={at.getTime()} className="border-b border-line">
								<th scope="row" className="py-1 pe-2 text-start font-normal">
									{format(at)}
								</th>
								{[counts.usable, counts.usable + counts.waiting, total(counts)].map((count, n) => (
									// biome-ignore lint/suspicious/noArrayIndexKey: columns stay where they are
									<td key={n} className="py-1 pe-2 text-end">
										{number.format(count)}
									</td>
								))}
							</tr>
						))}
				</tbody>
			</table>
		</section>
	);
}
