"use client";

import type { WaitBin, WaitsPlot } from "#lib/core/forecast/waits-plot.ts";
import { useLocale, useTranslations } from "#lib/text/client.tsx";
import { withLatinDigits } from "#lib/text/digits.ts";

/** The waits as bars, and as a table for screen readers. */
export function WaitsFigure({ plot }: { plot: WaitsPlot }) {
	const t = useTranslations("progress");
	const name = useBinName();
	const { bins, forecast } = plot;
	const changes = t(`forecastOf.${forecast.of}`, { waits: forecast.waits });
	return (
		<figure className="mt-4">
			<figcaption className="mb-2 font-semibold">{t("waitsCaption", { changes })}</figcaption>
			<Bars bins={bins} />
			<table className="mt-2 w-full max-w-md text-sm">
				<thead>
					<tr className="border-b border-line">
						<th scope="col" className="py-1 text-start">
							{t("waitsWait")}
						</th>
						<th scope="col" className="py-1 text-end">
							{t("waitsCount")}
						</th>
					</tr>
				</thead>
				<tbody>
					{bins.map((bin) => (
						<tr key={bin.fromMs} className="border-b border-line">
							<th scope="row" className="py-1 text-start font-normal">
								{name(bin)}
							</th>
							<td className="py-1 text-end">{bin.count}</td>
						</tr>
					))}
				</tbody>
			</table>
		</figure>
	);
}

const BAR_WIDTH = 28;
const GAP = 4;
const HEIGHT = 96;

/** Repeats the table below, so it is hidden from screen readers. */
function Bars({ bins }: { bins: WaitBin[] }) {
	const most = Math.max(...bins.map((bin) => bin.count));
	const width = bins.length * (BAR_WIDTH + GAP) - GAP;
	return (
		<svg
			aria-hidden="true"
			viewBox={`0 0 ${width} ${HEIGHT + 1}`}
			width={width}
			className="max-w-full border-b border-control rtl:-scale-x-100"
		>
			{bins.map((bin, i) => {
				const height = Math.max((bin.count / most) * HEIGHT, bin.count > 0 ? 1 : 0);
				return (
					<rect
						key={bin.fromMs}
						className={bin.toMs === undefined ? "fill-control" : "fill-action"}
						x={i * (BAR_WIDTH + GAP)}
						y={HEIGHT - height}
						width={BAR_WIDTH}
						height={height}
					/>
				);
			})}
		</svg>
	);
}

/** "0–1 min", in the reader's language; seconds only if all waits are that short. */
function useBinName(): (bin: WaitBin) => string {
	const t = useTranslations("progress");
	const locale = useLocale();
	return ({ fromMs, toMs }) => {
		const isSeconds = fromMs % 60_000 !== 0 || (toMs ?? 0) % 60_000 !== 0;
		const unit = isSeconds ? "second" : "minute";
		const style = { style: "unit", unit, unitDisplay: "short" } as const;
		const format = new Intl.NumberFormat(withLatinDigits(locale), style);
		const [from, to] = [fromMs, toMs ?? 0].map((ms) => ms / (isSeconds ? 1000 : 60_000));
		if (toMs === undefined) return t("waitsLonger", { from: format.format(from ?? 0) });
		return format.formatRange(from ?? 0, to ?? 0);
	};
}
