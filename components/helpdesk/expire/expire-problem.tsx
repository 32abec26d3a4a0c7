"use client";

import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { ReadFailure } from "#lib/browser/helpdesk/expire/read-candidates.ts";
import { goToConsent, goToSignIn } from "#lib/browser/sign-in/go-to-sign-in.ts";
import { type GraphRight, RIGHTS } from "#lib/browser/sign-in/sign-in.ts";
import { useSignIn } from "#lib/browser/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";

/** Where the tenant's pages lead back to. */
export const HERE = "/helpdesk/expire";

type Props = { because: ReadFailure; right: GraphRight; again?: (() => void) | undefined };

/** Why Graph did not do what the agent asked, and what can be done about it. */
export function ExpireProblem({ because, right, again }: Props) {
	const t = useTranslations();
	const signIn = useSignIn();
	const ways = {
		"consent-missing": {
			text: t("expire.askConsent"),
			act: () => void goToConsent(signIn, right, HERE),
		},
		"sign-in-needed": { text: t("signIn.tryAgain"), act: () => void goToSignIn(HERE) },
	};
	const way =
		because === "consent-missing" || because === "sign-in-needed"
			? ways[because]
			: again && { text: t("load.again"), act: again };
	return (
		<div role="alert">
			<Notice look="danger" heading={t("expire.problemHeading")}>
				<p className="mb-4">{t(`expire.problems.${because}`, { right: RIGHTS[right] })}</p>
				{way && (
					<Button look="secondary" onClick={way.act}>
						{way.text}
					</Button>
				)}
			</Notice>
		</div>
	);
}
