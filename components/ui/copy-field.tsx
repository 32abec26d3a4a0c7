"use client";

import { CodeLine } from "./code-line.tsx";
import { CopyButton } from "./copy-button.tsx";

/** A value that can be read, selected and copied. */
export function CopyField({ label, value }: { label: string; value: string }) {
	return (
		<div className="my-4 last:mb-0">
			<p className="font-semibold">{label}</p>
			<CodeLine>{value}</CodeLine>
			<CopyButton label={label} value={value} />
		</div>
	);
}
