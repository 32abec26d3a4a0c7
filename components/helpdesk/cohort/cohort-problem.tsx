"use client";

import { Notice } from "#components/ui/notice.tsx";
import type { PageFailure } from "#lib/browser/helpdesk/cohort/read-members.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { NextStep } from "../next-step.tsx";

type Props = {
	because: PageFailure;
	again: { text: string; act: () => void };
	/** What is said of how far it has come. */
	children?: string | undefined;
};

/** Why Graph did not name the group or its people, and what the agent can do. */
export function CohortProblem({ because, again, children }: Props) {
	const t = useTranslations("cohort");
	return (
		<div role="alert">
			<Notice look="danger" heading={t("graphHeading")}>
				<p className="mb-4">
					{t(`graph.${because}`)} {children}
				</p>
				<NextStep because={because} right="read-groups" again={again} />
			</Notice>
		</div>
	);
}
