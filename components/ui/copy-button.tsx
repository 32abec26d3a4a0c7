"use client";

import { type ReactNode, useState } from "react";
import { useTranslations } from "#lib/text/client.tsx";
import { Button } from "./button.tsx";

type Props = {
	value: string;
	/** What is copied, for people who do not see what the button is beside. */
	label?: string;
	/** On the button, instead of "Copy". */
	text?: string;
	/** What else can be done with the value, beside the button. */
	children?: ReactNode;
};

/** Copies a value and announces whether that worked; without TLS there is no clipboard. */
export function CopyButton({ value, label, text, children }: Props) {
	const t = useTranslations("site");
	const [outcome, setOutcome] = useState<"copied" | "notCopied">();
	const copyText = text ?? t("copy");
	async function copy() {
		try {
			await navigator.clipboard.writeText(value);
			setOutcome("copied");
		} catch {
			setOutcome("notCopied");
		}
	}
	return (
		<div className="flex flex-wrap items-center gap-4 print:hidden">
			<Button look="secondary" onClick={copy} aria-label={label && `${copyText}: ${label}`}>
				{copyText}
			</Button>
			{children}
			{/* Always there, to be announced, and without a gap before it while it is empty. */}
			<p aria-live="polite" className="empty:-ms-4">
				{outcome && t(outcome)}
			</p>
		</div>
	);
}
