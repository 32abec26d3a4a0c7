"use client";

import { later } from "#components/ui/later.tsx";
import { StackedCell, StackedRow, StackedTable } from "#components/ui/stacked-table.tsx";
import {
	type CohortCounts,
	type CohortSnapshot,
	changedCount,
	thinned,
	total,
} from "#lib/core/cohort/cohort-counts.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { useNumbers, useTimes } from "../times.ts";

const Chart = later(() => import("./burn-up-chart.tsx").then((m) => m.BurnUpChart));

/** Nobody reads more rows than this. */
const MAX_ROWS = 15;

const SERIES = ["usable", "changed", "all"] as const;
const COUNT: Record<(typeof SERIES)[number], (counts: CohortCounts) => number> = {
	usable: (counts) => counts.usable,
	changed: changedCount,
	all: total,
};

/** The progress of a group over time: a chart, and a table with the same data. */
export function BurnUp({ history }: { history: CohortSnapshot[] }) {
	const t = useTranslations("cohort");
	const { short } = useTimes();
	const number = useNumbers();
	if (history.length === 0) return null;
	return (
		<section aria-labelledby="burn-up" className="card my-6">
			<h2 id="burn-up" className="mb-2 text-xl font-bold">
				{t("burnUpHeading")}
			</h2>
			<p className="mb-4 max-w-[38rem] text-muted">{t("burnUpHint")}</p>
			{history.length > 1 && <Chart history={history} />}
			<div className="mt-4 max-w-3xl">
				<StackedTable columns={[t("time"), ...SERIES.map((name) => t(`series.${name}`))]}>
					{thinned(history, MAX_ROWS)
						.reverse()
						.map(({ at, counts }) => (
							<StackedRow key={at.getTime()} head={short(at)}>
								{SERIES.map((name) => (
									<StackedCell key={name} name={t(`series.${name}`)}>
										{number(COUNT[name](counts))}
									</StackedCell>
								))}
							</StackedRow>
						))}
				</StackedTable>
			</div>
		</section>
	);
}
