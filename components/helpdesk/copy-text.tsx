"use client";

import { type ReactNode, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { useTranslations } from "#lib/text/client.tsx";

type Props = {
	label: string;
	text: string;
	language: string;
	direction: "ltr" | "rtl";
	children?: ReactNode;
};

/** A text of several lines that can be copied with one click. */
export function CopyText({ label, text, language, direction, children }: Props) {
	const site = useTranslations("site");
	const [outcome, setOutcome] = useState<"copied" | "notCopied">();
	async function copy() {
		const isCopied = await navigator.clipboard.writeText(text).then(
			() => true,
			() => false,
		);
		setOutcome(isCopied ? "copied" : "notCopied");
	}
	return (
		<section className="my-6">
			<h3 className="mb-2 text-base font-bold">{label}</h3>
			<section
				// biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable box must be reachable by keyboard
				tabIndex={0}
				aria-label={label}
				lang={language}
				dir={direction}
				className="max-h-72 overflow-auto rounded-control border border-line bg-raised p-3 text-sm [unicode-bidi:plaintext] break-words whitespace-pre-wrap"
			>
				{text}
			</section>
			<div className="mt-2 flex flex-wrap items-center gap-4">
				<Button look="secondary" onClick={copy} aria-label={`${site("copy")}: ${label}`}>
					{site("copy")}
				</Button>
				{children}
				<p aria-live="polite">{outcome && site(outcome)}</p>
			</div>
		</section>
	);
}
