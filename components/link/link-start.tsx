"use client";

import { useEffect } from "react";
import { StartButton } from "#components/journey/start-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { markVisit } from "#lib/browser/link/mark-visit.ts";
import { writeVisit } from "#lib/browser/link/visit.ts";
import { keepHints } from "#lib/browser/sign-in/sign-in-hints.ts";
import type { LinkView } from "#lib/core/link/link.ts";
import { signInHintsFrom } from "#lib/core/sign-in-hints.ts";
import { useTranslations } from "#lib/text/client.tsx";

type Props = { link: LinkView; isPreview: boolean };

/** Begins the journey as the link says. In a preview nothing is counted and nothing begins. */
export function LinkStart({ link, isPreview }: Props) {
	const t = useTranslations();
	useEffect(() => {
		if (!isPreview) begin(link);
	}, [link, isPreview]);
	return (
		<>
			<p className="mb-6">{t("go.next")}</p>
			{isPreview ? <Button>{t("start.signIn")}</Button> : <StartButton />}
		</>
	);
}

/**
 * Counts the opening from the shown page: whoever only fetches addresses, such as a mail scanner, runs
 * no script or shows nothing.
 */
function begin({ id, way, domainHint }: LinkView): void {
	writeVisit({ id, way });
	keepHints({ domainHint, loginHint: signInHintsFrom(window.location).loginHint });
	const count = () => void markVisit(id, "opened");
	if (document.visibilityState === "visible") count();
	else document.addEventListener("visibilitychange", count, { once: true });
}
