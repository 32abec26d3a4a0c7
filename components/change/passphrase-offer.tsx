"use client";

import { useEffect, useId, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { suggestPassphrase } from "#lib/browser/password-help/suggest-passphrase.ts";
import { WORDS_IN_PASSPHRASE } from "#lib/core/passphrase.ts";
import { useTranslations } from "#lib/text/client.tsx";

type Props = { onUse: (passphrase: string) => void };

/** A passphrase generated on this device, and its strength. It is gone with this component. */
export function PassphraseOffer({ onUse }: Props) {
	const t = useTranslations("passwordHelp");
	const [text, setPassphrase] = useState(suggestPassphrase);
	const box = useRef<HTMLElement>(null);
	const id = useId();
	useEffect(() => box.current?.focus(), []);

	return (
		<section
			ref={box}
			tabIndex={-1}
			aria-labelledby={id}
			className="my-3 rounded-card border border-transparent bg-info-tint p-4"
		>
			<p id={id} className="font-bold">
				{t("offerHeading")}
			</p>
			<output
				dir="ltr"
				className="my-2 block rounded-control border border-line bg-surface px-3 py-2 font-mono break-words rtl:text-right"
			>
				{text}
			</output>
			<p>{t("offerStrength", { words: WORDS_IN_PASSPHRASE })}</p>
			<p className="mt-2 text-sm text-muted">{t("offerPrivacy")}</p>
			<p className="mt-3 flex flex-wrap gap-2">
				<Button onClick={() => onUse(text)}>{t("use")}</Button>
				<Button look="secondary" onClick={() => setPassphrase(suggestPassphrase())}>
					{t("another")}
				</Button>
			</p>
		</section>
	);
}
