"use client";

import { Button } from "#components/ui/button.tsx";
import { SHOWN_FOR_MS } from "#lib/browser/helpdesk/temporary/shown-temporary.ts";
import {
	isSpelledByWord,
	type Spelling,
	spellingOf,
	spokenParts,
} from "#lib/core/helpdesk/temporary-password.ts";
import { useTranslations } from "#lib/text/client.tsx";

type Props = { password: string; onHide: () => void };

/**
 * A password to read out: as a word, and character by character. There is no copy button, so that
 * it does not stay on the clipboard; page translators must not transmit it.
 */
export function ReadAloud({ password, onHide }: Props) {
	const t = useTranslations("temporary");
	return (
		<>
			<p>{t("readOut")}</p>
			<section
				aria-label={t("label")}
				translate="no"
				dir="ltr"
				className="notranslate my-3 rounded-card border border-transparent bg-info-tint p-4 font-mono text-2xl print:hidden"
			>
				{spokenParts(password).map((part, index) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: parts may be the same
					<span key={index} className="me-3 inline-block">
						{part}
					</span>
				))}
			</section>
			<ol
				aria-label={t("spelled")}
				translate="no"
				className="notranslate grid gap-x-6 sm:grid-flow-col sm:grid-rows-8 print:hidden"
			>
				{spellingOf(password).map((spelling, index) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: characters may be the same
					<Spelled key={index} spelling={spelling} />
				))}
			</ol>
			<blockquote className="my-4 rounded-card border border-transparent bg-raised p-4">
				{t("say")}
			</blockquote>
			<p className="mb-4 text-muted">{t("once", { minutes: SHOWN_FOR_MS / 60_000 })}</p>
			<Button look="secondary" onClick={onHide}>
				{t("hide")}
			</Button>
		</>
	);
}

function Spelled({ spelling: { character, letter, isCapital } }: { spelling: Spelling }) {
	const t = useTranslations("temporary");
	const word = isSpelledByWord(letter) ? t(`spelling.${letter}`) : undefined;
	return (
		<li>
			<bdi className="inline-block w-6 font-mono font-bold">{character}</bdi>{" "}
			{word && (isCapital ? t("capital", { word }) : word)}
		</li>
	);
}
