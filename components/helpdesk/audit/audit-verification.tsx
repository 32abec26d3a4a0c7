"use client";

import { Button } from "#components/ui/button.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { verifyAudit } from "#lib/browser/helpdesk/helpdesk-api.ts";
import { usePortalRead } from "#lib/browser/sign-in/use-portal.ts";
import type { AuditVerdict } from "#lib/core/audit/audit-entry.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { HelpdeskProblem } from "../helpdesk-problem.tsx";

/** Whether the audit is as it was written, checked when the page is opened and again on demand. */
export function AuditVerification() {
	const t = useTranslations("audit");
	const { result, again } = usePortalRead(verifyAudit);
	if (!result) return <Loading>{t("verifying")}</Loading>;
	if (!result.ok) return <HelpdeskProblem code={result.code} again={again} />;
	return (
		<div aria-live="polite">
			<Verdict verdict={result.value} />
			<p className="mb-6">
				<Button look="secondary" onClick={again}>
					{t("verify")}
				</Button>
			</p>
		</div>
	);
}

function Verdict({ verdict }: { verdict: AuditVerdict }) {
	const t = useTranslations("audit");
	if (!verdict.ok) {
		return (
			<Notice look="danger" heading={t("brokenHeading", { seq: verdict.seq })}>
				<p>{t(`breaks.${verdict.because}`, { seq: verdict.seq })}</p>
				<p className="mt-2">{t("brokenNext")}</p>
			</Notice>
		);
	}
	const { rows, first, last, hash } = verdict;
	return (
		<Notice heading={t("wholeHeading")}>
			<p>{rows === 0 ? t("empty") : t("whole", { rows, first, last })}</p>
			{rows > 0 && (
				<p className="mt-2 text-sm break-all">
					{t("lastHash")}{" "}
					<bdi dir="ltr" className="font-mono">
						{hash}
					</bdi>
				</p>
			)}
		</Notice>
	);
}
