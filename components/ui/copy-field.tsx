"use client";

import { CopyButton } from "./copy-button.tsx";

/** A value that can be read, selected and copied. */
export function CopyField({ label, value }: { label: string; value: string }) {
	return (
		<div className="my-4 last:mb-0">
			<p className="font-semibold">{label}</p>
			<p
				className="my-2 rounded-control border border-line bg-raised px-3 py-2 font-mono text-sm break-all"
				dir="ltr"
			>
				{value}
			</p>
			<CopyButton label={label} value={value} />
		</div>
	);
}
