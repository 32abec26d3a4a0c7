"use client";

import { Button } from "#components/ui/button.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { verifyAudit } from "#lib/browser/helpdesk/helpdesk-api.ts";
import { usePortalRead } from "#lib/browser/use-portal.ts";
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
	if (!verdict.ok) return <Broken {...verdict} />;
	const { rows, first, last, hash } = verdict;
	return (
		<Notice heading={t("wholeHeading")}>
			<p>{rows === 0 ? t("empty") : t("whole", { rows, first, last })}</p>
			{rows > 0 && (
				<p className="mt-2 text-xs break-all text-muted">
					{t("lastHash")}{" "}
					<bdi dir="ltr" className="font-mono">
						{hash}
					</bdi>
				</p>
			)}
		</Notice>
	);
}

function Broken({ breaks, isMore }: Extract<AuditVerdict, { ok: false }>) {
	const t = useTranslations("audit");
	const first = breaks[0]?.seq ?? 0;
	return (
		<Notice look="danger" heading={t("brokenHeading", { seq: first })}>
			<ul className="list-disc ps-6">
				{breaks.map(({ seq, upTo, reason }) => (
					<li key={`${seq} ${reason}`}>
						{seq === upTo ? t(`breaks.${reason}`, { seq }) : t("removedRows", { seq, upTo })}
					</li>
				))}
				{isMore && <li>{t("moreBreaks")}</li>}
			</ul>
			<p className="mt-2">{t("brokenNext")}</p>
		</Notice>
	);
}
