"use client";

import { useEffect } from "react";
import { StartButton } from "#components/journey/start-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { markVisit } from "#lib/browser/link/mark-visit.ts";
import { writeVisit } from "#lib/browser/link/visit.ts";
import type { LinkView } from "#lib/core/link/link.ts";
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
	writeVisit({ id, way, domainHint, loginHint: loginHintFromAddress() });
	const count = () => void markVisit(id, "opened");
	if (document.visibilityState === "visible") count();
	else document.addEventListener("visibilitychange", count, { once: true });
}

/** After `#`, so that a user name never reaches the portal's server or a log on the way. */
function loginHintFromAddress(): string {
	const hint = new URLSearchParams(window.location.hash.slice(1)).get("login_hint") ?? "";
	return /^[^\s<>"]{1,254}$/.test(hint) ? hint : "";
}
