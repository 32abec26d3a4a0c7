"use client";

import { useState } from "react";
import { Button } from "./button.tsx";

type Props = {
	label: string;
	value: string;
	text: { copy: string; copied: string; failed: string };
};

/** A value that can be read, marked and copied. */
export function CopyField({ label, value, text }: Props) {
	const [outcome, setOutcome] = useState<"copied" | "failed">();
	async function copy() {
		const copied = await navigator.clipboard.writeText(value).then(
			() => true,
			() => false,
		);
		setOutcome(copied ? "copied" : "failed");
	}
	return (
		<div className="my-4">
			<p className="font-semibold">{label}</p>
			<p className="my-2 border border-line bg-raised p-2 font-mono text-sm break-all" dir="ltr">
				{value}
			</p>
			<div className="flex flex-wrap items-center gap-4">
				<Button look="secondary" onClick={copy} aria-label={`${text.copy}: ${label}`}>
					{text.copy}
				</Button>
				<p aria-live="polite">{outcome && text[outcome]}</p>
			</div>
		</div>
	);
}
