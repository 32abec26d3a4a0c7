"use client";

import { SignInAgain } from "#components/sign-in/sign-in-again.tsx";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { PortalFailure } from "#lib/browser/call-portal.ts";
import { useTranslations } from "#lib/text/client.tsx";

type Props = { code: PortalFailure; again?: (() => void) | undefined };

/** Those that have words of their own; for all others one sentence is true. */
const WORDS = [
	"role-missing",
	"sign-in-needed",
	"no-answer",
	"reference-not-found",
	"link-not-found",
	"link-changed-meanwhile",
	"too-many-requests",
	"too-many-open",
	"body-mistaken",
	"store-unavailable",
] as const;
type Worded = (typeof WORDS)[number];

const isWorded = (code: PortalFailure): code is Worded =>
	(WORDS as readonly string[]).includes(code);

/** Why the portal did not do what the agent asked, and what can be done about it. */
export function HelpdeskProblem({ code, again }: Props) {
	const t = useTranslations();
	const words = isWorded(code) ? code : "other";
	return (
		<div role="alert">
			<Notice look="danger" heading={t(`helpdesk.problems.${words}.heading`)}>
				<p className="mb-4">{t(`helpdesk.problems.${words}.text`)}</p>
				{code === "sign-in-needed" && <SignInAgain />}
				{code !== "sign-in-needed" && code !== "role-missing" && again && (
					<Button look="secondary" onClick={again}>
						{t("load.again")}
					</Button>
				)}
			</Notice>
		</div>
	);
}
