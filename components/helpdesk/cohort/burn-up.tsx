"use client";

import { Disclosure } from "#components/ui/disclosure.tsx";
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
		<section aria-labelledby="burn-up" className="card order-last min-w-0 p-4! lg:order-none">
			<h2 id="burn-up" className="mb-1 font-bold">
				{t("burnUpHeading")}
			</h2>
			{history.length > 1 ? (
				<div className="min-h-40">
					<Chart history={history} />
				</div>
			) : (
				<p>{t("collecting")}</p>
			)}
			<Disclosure summary={t("burnUpTable")}>
				<p className="mb-2 text-muted">{t("burnUpHint")}</p>
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
			</Disclosure>
		</section>
	);
}
