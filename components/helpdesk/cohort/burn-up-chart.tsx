"use client";

import { useEffect, useRef } from "react";
import UPlot from "uplot";
import { regional } from "#components/ui/instant.tsx";
import { useChoices } from "#lib/browser/helpdesk/choices.ts";
import { type CohortSnapshot, changedCount, total } from "#lib/core/cohort/cohort-counts.ts";
import { dayStartsAt } from "#lib/core/link/calendar-day.ts";
import { useLocale, useTranslations } from "#lib/text/client.tsx";
import { withLatinDigits } from "#lib/text/digits.ts";

const HEIGHT_PX = 160;
/** Possible numbers of days between two ticks of the axis. */
const DAYS = [1, 2, 5, 7, 14, 30, 90];
/** Space for the labels beside the last counts; a narrow page has a legend instead. */
const LABELS_PX = 180;
const LABELS_FROM_PX = 560;
const LINE_PX = 18;

/** Each area contains the ones after it, and is drawn behind them. Edges differ in style, since colour alone is not enough for everybody. */
const AREAS = [
	{ name: "all", edge: "--muted", fill: "--line", dash: [2, 3] },
	{ name: "changed", edge: "--warning", fill: "--warning-tint", dash: [8, 4] },
	{ name: "usable", edge: "--success", fill: "--success-tint", dash: [] },
] as const;
const MARK = {
	usable: "border-solid border-success bg-success-tint",
	changed: "border-dashed border-warning bg-warning-tint",
	all: "border-dotted border-muted bg-line",
} as const;

type Props = {
	history: CohortSnapshot[];
	/** A calendar day. */
	deadline?: string | undefined;
};

/**
 * Draws the counts over time, and with a deadline the even pace that reaches everybody by then. Hidden from
 * screen readers, which get the table below.
 */
export function BurnUpChart({ history, deadline }: Props) {
	const t = useTranslations("cohort");
	const locale = useLocale();
	const { zone } = useChoices();
	const box = useRef<HTMLDivElement>(null);
	useEffect(() => {
		const element = box.current;
		if (!element) return;
		const names = AREAS.map(({ name }) => t(`series.${name}`));
		const target = deadline && { at: dayStartsAt(deadline, zone, 1), name: t("deadline.line") };
		const drawing = { element, history, locale, names, ...(target && { target }) };
		let plot = draw(drawing);
		const redraw = () => {
			plot.destroy();
			plot = draw(drawing);
		};
		let width = element.clientWidth;
		const observer = new ResizeObserver(() => {
			if (element.clientWidth === width) return;
			width = element.clientWidth;
			redraw();
		});
		observer.observe(element);
		const scheme = matchMedia("(prefers-color-scheme: dark)");
		scheme.addEventListener("change", redraw);
		const chosen = new MutationObserver(redraw);
		chosen.observe(document.documentElement, { attributeFilter: ["data-theme"] });
		return () => {
			observer.disconnect();
			chosen.disconnect();
			scheme.removeEventListener("change", redraw);
			plot.destroy();
		};
	}, [history, deadline, zone, locale, t]);
	return (
		<div aria-hidden="true" className="@container">
			<ul className="mb-1 flex flex-wrap gap-x-6 text-sm @min-[35rem]:hidden">
				{AREAS.map(({ name }) => (
					<li key={name} className="flex items-center gap-2">
						<span className={`inline-block h-3 w-6 border-t-2 ${MARK[name]}`} />
						{t(`series.${name}`)}
					</li>
				))}
				{deadline && (
					<li className="flex items-center gap-2">
						<span className="mx-3 inline-block h-4 border-s border-ink" />
						{t("deadline.line")}
					</li>
				)}
			</ul>
			{/* Time runs from left to right in every language, as the library draws it. */}
			<div ref={box} dir="ltr" className="overflow-hidden" />
		</div>
	);
}

type Drawing = {
	element: HTMLElement;
	history: CohortSnapshot[];
	locale: string;
	/** The names of the areas. */
	names: string[];
	target?: Target;
};

/** The end of the deadline's day. */
type Target = { at: Date; name: string };

function draw({ element, history, locale, names, target }: Drawing): UPlot {
	const colour = (name: string) => colourOf(element, name);
	const ink = colour("--ink");
	const number = new Intl.NumberFormat(withLatinDigits(locale));
	const isWide = element.clientWidth >= LABELS_FROM_PX;
	const { font } = getComputedStyle(element);
	const axis = { stroke: ink, font, grid: { stroke: colour("--line"), width: 1 } };
	const columns = [
		history.map(({ counts }) => total(counts)),
		history.map(({ counts }) => changedCount(counts)),
		history.map(({ counts }) => counts.usable),
	];
	const labels = names.map((name, n) => `${number.format(columns[n]?.at(-1) ?? 0)} ${name}`);
	return new UPlot(
		{
			width: element.clientWidth,
			height: HEIGHT_PX,
			legend: { show: false },
			cursor: { show: false },
			padding: [10, isWide ? LABELS_PX : 12, 0, 0],
			scales: {
				x: { range: (_plot, min, max) => [min, Math.max(max, seconds(target?.at))] },
				y: { range: (_plot, _min, max) => [0, Math.max(1, max)] },
			},
			axes: [
				{ ...axis, space: 90, ...timeAxis(history, locale, target?.at) },
				{
					...axis,
					size: 60,
					space: 40,
					values: (_plot, counts) =>
						counts.map((n) => (Number.isInteger(n) ? number.format(n) : "")),
				},
			],
			series: [
				{},
				...AREAS.map(({ name, edge, fill, dash }) => ({
					label: name,
					stroke: colour(edge),
					fill: colour(fill),
					dash: [...dash],
					width: 2,
					points: { show: false },
				})),
			],
			hooks: {
				draw: [
					(plot) => target && drawTarget(plot, { ...target, isNamed: isWide }, ink),
					(plot) => isWide && writeLabels(plot, labels, ink),
				],
			},
		},
		[history.map(({ at }) => seconds(at)), ...columns],
		element,
	);
}

/** Days, or hours within a day. */
function timeAxis(history: CohortSnapshot[], locale: string, target?: Date): Partial<UPlot.Axis> {
	const [first = 0, last = 0] = [history[0]?.at.getTime(), history.at(-1)?.at.getTime()];
	const isOneDay = Math.max(last, target?.getTime() ?? 0) - first < 86_400_000;
	const time = new Intl.DateTimeFormat(
		regional(locale),
		isOneDay ? { timeStyle: "short" } : { day: "numeric", month: "short" },
	);
	return {
		...(!isOneDay && { incrs: DAYS.map((days) => days * 86_400) }),
		values: (_plot, seconds) => seconds.map((s) => time.format(s * 1_000)),
	};
}

/**
 * A line at the deadline, and one to everybody there from where the chart begins: as long as the edge of
 * "changed" is above it, the group is in time.
 */
function drawTarget(
	plot: UPlot,
	{ at, name, isNamed }: Target & { isNamed: boolean },
	ink: string,
): void {
	const [times, all, changed] = plot.data;
	const x = plot.valToPos(seconds(at), "x", true);
	const { ctx, bbox } = plot;
	const top = plot.valToPos(all?.at(-1) ?? 0, "y", true);
	ctx.save();
	setFont(plot, ink);
	ctx.strokeStyle = ink;
	ctx.lineWidth = UPlot.pxRatio;
	ctx.beginPath();
	ctx.moveTo(x, bbox.top);
	ctx.lineTo(x, bbox.top + bbox.height);
	ctx.moveTo(
		plot.valToPos(times?.[0] ?? 0, "x", true),
		plot.valToPos(changed?.[0] ?? 0, "y", true),
	);
	ctx.lineTo(x, top);
	ctx.stroke();
	if (isNamed) {
		ctx.textAlign = "right";
		ctx.textBaseline = "bottom";
		ctx.fillText(name, x - 6 * UPlot.pxRatio, bbox.top + bbox.height - 4 * UPlot.pxRatio);
	}
	ctx.restore();
}

/** The page's font at the canvas's resolution. */
function setFont({ ctx, root }: UPlot, ink: string): void {
	const { font } = getComputedStyle(root);
	ctx.font = font.replace(/([\d.]+)px/, (_found, size) => `${Number(size) * UPlot.pxRatio}px`);
	ctx.fillStyle = ink;
}

/** As the library counts time. */
const seconds = (at: Date | undefined) => (at?.getTime() ?? 0) / 1_000;

/** Writes each area's last count and name at the height where it ends, or as close as the other labels allow. */
function writeLabels(plot: UPlot, labels: string[], ink: string): void {
	const { ctx, bbox } = plot;
	const ratio = UPlot.pxRatio;
	ctx.save();
	setFont(plot, ink);
	ctx.textAlign = "left";
	ctx.textBaseline = "middle";
	let above = Number.NEGATIVE_INFINITY;
	const lowest = bbox.top + bbox.height;
	labels.forEach((label, n) => {
		const last = Number(plot.data[n + 1]?.at(-1) ?? 0);
		const room = (labels.length - 1 - n) * LINE_PX * ratio;
		const wanted = Math.min(plot.valToPos(last, "y", true), lowest - room);
		above = Math.max(wanted, above + LINE_PX * ratio);
		ctx.fillText(label, bbox.left + bbox.width + 8 * ratio, above);
	});
	ctx.restore();
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
