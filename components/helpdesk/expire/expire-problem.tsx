"use client";

import { Notice } from "#components/ui/notice.tsx";
import { type GraphRight, RIGHTS } from "#lib/browser/helpdesk/agent-rights.ts";
import type { ReadFailure } from "#lib/browser/helpdesk/expire/expiry-calls.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { NextStep } from "../next-step.tsx";

type Props = { because: ReadFailure; right: GraphRight; again?: (() => void) | undefined };

/** Why Graph did not do what the agent asked, and what can be done about it. */
export function ExpireProblem({ because, right, again }: Props) {
	const t = useTranslations();
	return (
		<div role="alert">
			<Notice look="danger" heading={t("expire.problemHeading")}>
				<p className="mb-4">{t(`expire.problems.${because}`, { right: RIGHTS[right] })}</p>
				<NextStep
					because={because}
					right={right}
					again={again && { text: t("load.again"), act: again }}
				/>
			</Notice>
		</div>
	);
}
