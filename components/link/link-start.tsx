"use client";

import { useEffect } from "react";
import { StartButton } from "#components/sign-in/start-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { markVisit } from "#lib/browser/link/mark-visit.ts";
import { writeVisit } from "#lib/browser/link/visit.ts";
import type { LinkView } from "#lib/core/link/link.ts";
import { signInHintsFrom } from "#lib/core/sign-in-hints.ts";
import { keepHints } from "#lib/entra/sign-in/sign-in-hints.ts";
import { useTranslations } from "#lib/text/client.tsx";

type Props = { link: LinkView; isPreview: boolean };

/** Begins the journey as the link says. In a preview nothing is counted and nothing begins. */
export function LinkStart({ link, isPreview }: Props) {
	const t = useTranslations();
	useEffect(() => {
		if (!isPreview) return begin(link);
	}, [link, isPreview]);
	return (
		<>
			<p className="mb-6">{t("go.next")}</p>
			{isPreview ? <Button>{t("start.signIn")}</Button> : <StartButton />}
		</>
	);
}

/** What a person does and a program that only looks at addresses does not. */
const DEEDS = ["pointerdown", "keydown", "wheel", "touchmove"] as const;

/**
 * Counts the opening at the first deed on the shown page: mail scanners fetch addresses and run their
 * scripts, too.
 *
 * @returns stops waiting for it
 */
function begin({ id, way, domainHint }: LinkView): () => void {
	writeVisit({ id, way });
	keepHints({ domainHint, loginHint: signInHintsFrom(window.location).loginHint });
	const waiting = new AbortController();
	const count = ({ isTrusted }: Event) => {
		if (!isTrusted) return;
		waiting.abort();
		void markVisit(id, "opened");
	};
	for (const deed of DEEDS) {
		window.addEventListener(deed, count, { passive: true, signal: waiting.signal });
	}
	return () => waiting.abort();
}
