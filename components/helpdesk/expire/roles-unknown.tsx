"use client";

import { Notice } from "#components/ui/notice.tsx";
import { type GraphRight, RIGHTS } from "#lib/browser/helpdesk/agent-rights.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { ConsentButton } from "../consent-button.tsx";

/** Says what a rehearsal cannot see when it cannot read who holds a role. */
export function RolesUnknown({ right }: { right: GraphRight }) {
	const t = useTranslations("expire");
	return (
		<Notice look="warning" heading={t("rolesUnknownHeading")}>
			<p className="mb-4">{t("rolesUnknown", { right: RIGHTS[right] })}</p>
			<ConsentButton right={right} />
		</Notice>
	);
}
