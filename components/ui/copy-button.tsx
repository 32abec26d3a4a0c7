"use client";

import { useState } from "react";
import { Button } from "./button.tsx";

type Props = {
	/** What is copied, for people who do not see what the button is beside. */
	label: string;
	value: string;
	text: { copy: string; copied: string; failed: string };
};

/** Copies a value and announces whether that worked. */
export function CopyButton({ label, value, text }: Props) {
	const [outcome, setOutcome] = useState<"copied" | "failed">();
	async function copy() {
		const copied = await navigator.clipboard.writeText(value).then(
			() => true,
			() => false,
		);
		setOutcome(copied ? "copied" : "failed");
	}
	return (
		<div className="flex flex-wrap items-center gap-4">
			<Button look="secondary" onClick={copy} aria-label={`${text.copy}: ${label}`}>
				{text.copy}
			</Button>
			<p aria-live="polite">{outcome && text[outcome]}</p>
		</div>
	);
}
