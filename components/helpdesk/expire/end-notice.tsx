"use client";

import { useEffect, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { SessionEnd } from "#lib/browser/helpdesk/expire/expiry-session.ts";
import { goToConsent, goToSignIn } from "#lib/browser/sign-in/go-to-sign-in.ts";
import { useSignIn } from "#lib/browser/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";
import { HERE } from "./expire-problem.tsx";

/** How a run ended, in words, and what can be done about it. It takes the focus, as buttons went away. */
export function EndNotice({ end }: { end: SessionEnd }) {
	const t = useTranslations();
	const signIn = useSignIn();
	const box = useRef<HTMLDivElement>(null);
	useEffect(() => box.current?.focus(), []);
	const isGood = end === "complete" || end === "paused";
	return (
		<div ref={box} tabIndex={-1} role={isGood ? "status" : "alert"}>
			<Notice look={isGood ? "action" : "danger"}>
				<p>{t(`expire.ends.${end}`)}</p>
				{end === "sign-in-needed" && (
					<Button look="secondary" onClick={() => void goToSignIn(HERE)}>
						{t("signIn.tryAgain")}
					</Button>
				)}
				{end === "consent-missing" && (
					<Button
						look="secondary"
						onClick={() => void goToConsent(signIn, "expire-passwords", HERE)}
					>
						{t("expire.askConsent")}
					</Button>
				)}
			</Notice>
		</div>
	);
}
