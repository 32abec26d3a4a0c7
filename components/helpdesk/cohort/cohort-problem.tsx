"use client";

import { usePathname } from "next/navigation";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { PageFailure } from "#lib/browser/helpdesk/cohort/read-members.ts";
import { goToConsent, goToSignIn } from "#lib/browser/sign-in/go-to-sign-in.ts";
import { useSignIn } from "#lib/browser/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";

type Props = {
	because: PageFailure;
	again: { text: string; act: () => void };
	/** What is said of how far it has come. */
	children?: string | undefined;
};

/** Why Graph did not name the group or its people, and what the agent can do. */
export function CohortProblem({ because, again, children }: Props) {
	const t = useTranslations();
	const signIn = useSignIn();
	const here = usePathname();
	const ways = {
		"consent-missing": {
			text: t("cohort.askConsent"),
			act: () => void goToConsent(signIn, "read-groups", here),
		},
		"sign-in-needed": { text: t("signIn.tryAgain"), act: () => void goToSignIn(here) },
	};
	const way = because === "consent-missing" || because === "sign-in-needed" ? ways[because] : again;
	return (
		<div role="alert">
			<Notice look="danger" heading={t("cohort.graphHeading")}>
				<p className="mb-4">
					{t(`cohort.graph.${because}`)} {children}
				</p>
				<Button look="secondary" onClick={way.act}>
					{way.text}
				</Button>
			</Notice>
		</div>
	);
}
