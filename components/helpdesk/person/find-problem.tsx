"use client";

import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { FindFailure } from "#lib/browser/helpdesk/find-person.ts";
import { goToConsent, goToSignIn } from "#lib/browser/sign-in/go-to-sign-in.ts";
import { useSignIn } from "#lib/browser/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";

const HERE = "/helpdesk/person";

/** Why Graph did not say who it is, and what the agent can do. */
export function FindProblem({ because, again }: { because: FindFailure; again: () => void }) {
	const t = useTranslations();
	const signIn = useSignIn();
	const ways = {
		"consent-missing": {
			text: t("onePerson.askConsent"),
			act: () => void goToConsent(signIn, "read-people", HERE),
		},
		"sign-in-needed": { text: t("signIn.tryAgain"), act: () => void goToSignIn(HERE) },
	};
	const way =
		because === "consent-missing" || because === "sign-in-needed"
			? ways[because]
			: { text: t("load.again"), act: again };
	return (
		<div role="alert">
			<Notice look="danger" heading={t("onePerson.findHeading")}>
				<p className="mb-4">{t(`onePerson.find.${because}`)}</p>
				<Button look="secondary" onClick={way.act}>
					{way.text}
				</Button>
			</Notice>
		</div>
	);
}
