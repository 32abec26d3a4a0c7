"use client";

import type { LinkCounts } from "#lib/core/link/link.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { useNumbers } from "../times.ts";

/** The steps that are shown, in order. */
const STEPS = ["opened", "signed-in", "changed", "usable"] as const;

/** How many people got how far with a link: a bar per step, relative to the largest. */
export function LinkFunnel({ counts }: { counts: LinkCounts }) {
	const t = useTranslations("links.stages");
	const number = useNumbers();
	const most = Math.max(1, ...STEPS.map((step) => counts[step]));
	return (
		<dl className="my-3 grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-4">
			{STEPS.map((step) => (
				<div key={step} className="flex min-w-0 flex-col-reverse">
					<dt className="text-sm text-muted">{t(step)}</dt>
					<dd className="text-2xl font-bold tabular-nums">
						{number(counts[step])}
						<span
							aria-hidden="true"
							className="mt-1 mb-1.5 block h-1.5 overflow-hidden rounded-pill bg-line forced-color-adjust-none"
						>
							<span
								className={`block h-full rounded-pill ${step === "usable" ? "bg-success" : "bg-info"}`}
								style={{ width: `${(100 * counts[step]) / most}%` }}
							/>
						</span>
					</dd>
				</div>
			))}
		</dl>
	);
}
