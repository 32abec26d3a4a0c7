"use client";

import { Disclosure } from "#components/ui/disclosure.tsx";
import { FoldButton } from "#components/ui/fold-button.tsx";
import { later } from "#components/ui/later.tsx";
import { StackedCell, StackedRow, StackedTable } from "#components/ui/stacked-table.tsx";
import { choose, useChoices } from "#lib/browser/helpdesk/choices.ts";
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

/** More rows than this are not readable. */
const MAX_ROWS = 15;

const SERIES = ["usable", "changed", "all"] as const;
const COUNT: Record<(typeof SERIES)[number], (counts: CohortCounts) => number> = {
	usable: (counts) => counts.usable,
	changed: changedCount,
	all: total,
};

const PANEL = "burn-up";

type Props = { history: CohortSnapshot[] };

/** The counts at a glance; a press shows them in full, on every board from then on. */
export function BurnUpButton({ history }: Props) {
	const t = useTranslations("cohort");
	const { hasChart } = useChoices();
	if (history.length === 0) return null;
	return (
		<FoldButton
			isOpen={hasChart}
			aria-controls={hasChart ? PANEL : undefined}
			onClick={() => choose({ hasChart: !hasChart })}
		>
			{t("burnUpHeading")}
			{history.length > 1 && <Sparkline history={thinned(history, SPARKS)} />}
		</FoldButton>
	);
}

const SPARKS = 60;
const SPARK = { width: 72, height: 20 };
const SPARK_FILL = { all: "fill-line", changed: "fill-warning/60", usable: "fill-success" };

/** Each area is drawn over the one that contains it; time runs from left to right, as in the chart. */
function Sparkline({ history }: Props) {
	const { width, height } = SPARK;
	const start = history[0]?.at.getTime() ?? 0;
	const span = Math.max(1, (history.at(-1)?.at.getTime() ?? 0) - start);
	const most = Math.max(1, ...history.map(({ counts }) => total(counts)));
	const areaOf = (name: (typeof SERIES)[number]) =>
		history
			.map(({ at, counts }) => {
				const x = (width * (at.getTime() - start)) / span;
				return `L${x.toFixed(1)} ${(height * (1 - COUNT[name](counts) / most)).toFixed(1)}`;
			})
			.join("");
	return (
		<svg
			aria-hidden="true"
			{...SPARK}
			viewBox={`0 0 ${width} ${height}`}
			className="shrink-0 forced-color-adjust-none"
		>
			{SERIES.toReversed().map((name) => (
				<path
					key={name}
					d={`M0 ${height}${areaOf(name)}L${width} ${height}z`}
					className={SPARK_FILL[name]}
				/>
			))}
		</svg>
	);
}

/** The progress of a group over time: a chart, and a table with the same data. */
export function BurnUp({ history, deadline }: Props & { deadline: string | undefined }) {
	const t = useTranslations("cohort");
	const { short } = useTimes();
	const number = useNumbers();
	const { hasChart } = useChoices();
	if (history.length === 0 || !hasChart) return null;
	return (
		<section id={PANEL} aria-label={t("burnUpHeading")} className="card mb-3 min-w-0 p-4!">
			{history.length > 1 ? (
				<div className="min-h-40">
					<Chart history={history} deadline={deadline} />
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
