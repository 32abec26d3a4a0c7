"use client";

import { useEffect, useRef } from "react";
import UPlot from "uplot";
import { regional } from "#components/ui/instant.tsx";
import { type CohortSnapshot, changedCount, total } from "#lib/core/cohort/cohort-counts.ts";
import { useLocale, useTranslations } from "#lib/text/client.tsx";
import { withLatinDigits } from "#lib/text/digits.ts";

const HEIGHT_PX = 260;
/** A line's colour and style, since colour alone is not enough for everybody. */
const LINES = [
	{ name: "usable", colour: "--success", dash: [], width: 3 },
	{ name: "changed", colour: "--warning", dash: [8, 4], width: 2 },
	{ name: "all", colour: "--muted", dash: [2, 3], width: 2 },
] as const;
/** Possible numbers of days between two ticks of the axis. */
const DAYS = [1, 2, 5, 7, 14, 30, 90];
const MARK = { usable: "border-solid", changed: "border-dashed", all: "border-dotted" } as const;
const TINT = {
	usable: "border-success",
	changed: "border-warning",
	all: "border-muted",
} as const;

/** Draws the counts over time. Hidden from screen readers, which get the table below. */
export function BurnUpChart({ history }: { history: CohortSnapshot[] }) {
	const t = useTranslations("cohort");
	const locale = useLocale();
	const box = useRef<HTMLDivElement>(null);
	useEffect(() => {
		const element = box.current;
		if (!element) return;
		let plot = draw(element, history, locale);
		const redraw = () => {
			plot.destroy();
			plot = draw(element, history, locale);
		};
		const observer = new ResizeObserver(() =>
			plot.setSize({ width: element.clientWidth, height: HEIGHT_PX }),
		);
		observer.observe(element);
		const scheme = matchMedia("(prefers-color-scheme: dark)");
		scheme.addEventListener("change", redraw);
		return () => {
			observer.disconnect();
			scheme.removeEventListener("change", redraw);
			plot.destroy();
		};
	}, [history, locale]);
	return (
		<div aria-hidden="true" className="max-w-3xl">
			<ul className="flex flex-wrap gap-x-6 text-sm">
				{LINES.map(({ name }) => (
					<li key={name} className="flex items-center gap-2">
						<span className={`inline-block w-8 border-t-4 ${MARK[name]} ${TINT[name]}`} />
						{t(`series.${name}`)}
					</li>
				))}
			</ul>
			{/* Time runs from left to right in every language, as the library draws it. */}
			<div ref={box} dir="ltr" className="overflow-hidden" />
		</div>
	);
}

function draw(element: HTMLElement, history: CohortSnapshot[], locale: string): UPlot {
	const colour = (name: string) => colourOf(element, name);
	const axis = { stroke: colour("--ink"), grid: { stroke: colour("--line"), width: 1 } };
	const first = history[0]?.at.getTime() ?? 0;
	const isOneDay = (history.at(-1)?.at.getTime() ?? 0) - first < 86_400_000;
	const time = new Intl.DateTimeFormat(
		regional(locale),
		isOneDay ? { timeStyle: "short" } : { day: "numeric", month: "short" },
	);
	const number = new Intl.NumberFormat(withLatinDigits(locale));
	return new UPlot(
		{
			width: element.clientWidth,
			height: HEIGHT_PX,
			legend: { show: false },
			cursor: { show: false },
			scales: { y: { range: (_plot, _min, max) => [0, Math.max(1, max)] } },
			axes: [
				{
					...axis,
					space: 90,
					...(!isOneDay && { incrs: DAYS.map((days) => days * 86_400) }),
					values: (_plot, seconds) => seconds.map((s) => time.format(s * 1_000)),
				},
				{
					...axis,
					size: 70,
					values: (_plot, counts) =>
						counts.map((n) => (Number.isInteger(n) ? number.format(n) : "")),
				},
			],
			series: [
				{},
				...LINES.map(({ name, colour: of, dash, width }) => ({
					label: name,
					stroke: colour(of),
					dash: [...dash],
					points: { show: false },
					width,
				})),
			],
		},
		[
			history.map(({ at }) => at.getTime() / 1_000),
			history.map(({ counts }) => counts.usable),
			history.map(({ counts }) => changedCount(counts)),
			history.map(({ counts }) => total(counts)),
		],
		element,
	);
}

/** A canvas does not support `light-dark()`, so the browser resolves the colour. */
function colourOf(element: HTMLElement, name: string): string {
	const probe = document.createElement("span");
	probe.style.color = `var(${name})`;
	element.append(probe);
	const { color } = getComputedStyle(probe);
	probe.remove();
	return color;
}
