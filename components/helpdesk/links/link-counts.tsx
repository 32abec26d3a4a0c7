"use client";

import type { LinkCounts } from "#lib/core/link/link.ts";
import { useTranslations } from "#lib/text/client.tsx";

/** The stages that are shown, in their order. */
export const SHOWN_STAGES = ["opened", "signed-in", "changed", "usable"] as const;

/** How many came how far. */
export function LinkCountList({ counts }: { counts: LinkCounts }) {
	const t = useTranslations("links");
	return (
		<dl className="my-4 grid grid-cols-2 gap-4 sm:grid-cols-4">
			{SHOWN_STAGES.map((stage) => (
				<div
					key={stage}
					className="flex flex-col-reverse rounded-card border border-line bg-surface p-4"
				>
					<dt>{t(`stages.${stage}`)}</dt>
					<dd className="text-3xl font-bold tabular-nums">{counts[stage]}</dd>
				</div>
			))}
		</dl>
	);
}
