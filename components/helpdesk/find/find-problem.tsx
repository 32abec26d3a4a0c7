"use client";

import { Notice } from "#components/ui/notice.tsx";
import type { FindFailure } from "#lib/browser/helpdesk/find-person.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { NextStep } from "../next-step.tsx";

/** Why Graph did not say who it is, and what the agent can do. */
export function FindProblem({ because, again }: { because: FindFailure; again: () => void }) {
	const t = useTranslations();
	return (
		<div role="alert">
			<Notice look="danger" heading={t("helpdesk.find.problemHeading")}>
				<p className="mb-4">{t(`helpdesk.find.problems.${because}`)}</p>
				<NextStep
					because={because}
					right="read-people"
					again={{ text: t("load.again"), act: again }}
				/>
			</Notice>
		</div>
	);
}
