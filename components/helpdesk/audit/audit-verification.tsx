"use client";

import type { ReactNode } from "react";
import { FailureWithNextStep } from "#components/failure/failure-with-next-step.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { TEXT_LINK } from "#components/ui/text-link.ts";
import { verifyAudit } from "#lib/browser/helpdesk/helpdesk-api.ts";
import { usePortalRead } from "#lib/browser/use-portal.ts";
import type { AuditVerdict } from "#lib/core/audit/audit-entry.ts";
import { useTranslations } from "#lib/text/client.tsx";

/** Whether the audit is intact, verified when the page opens and on demand. */
export function AuditVerification() {
	const t = useTranslations("audit");
	const { result, again } = usePortalRead(verifyAudit);
	if (!result) return <Loading>{t("verifying")}</Loading>;
	if (!result.ok) return <FailureWithNextStep failure={result.failure} again={again} />;
	return (
		<div aria-live="polite" className="min-w-0 grow basis-72">
			<Verdict verdict={result.value} again={again} />
		</div>
	);
}

/** One line while all is well; otherwise what to do about it. */
export function Verdict({ verdict, again }: { verdict: AuditVerdict; again: () => void }) {
	const t = useTranslations("audit");
	const check = (
		<button type="button" onClick={again} className={`min-h-6 cursor-pointer ${TEXT_LINK}`}>
			{t("verify")}
		</button>
	);
	if (!verdict.ok) return <Broken {...verdict} check={check} />;
	const { rows, first, last } = verdict;
	return (
		<p className="flex min-h-control flex-wrap items-center gap-x-2">
			<span className="flex items-center gap-2 font-semibold text-success">
				<Icon name="shield" />
				{t("wholeHeading")}
			</span>
			<span className="text-muted">
				{rows === 0 ? t("empty") : t("whole", { rows, first, last })}
			</span>
			{check}
		</p>
	);
}

type BrokenProps = Extract<AuditVerdict, { ok: false }> & { check: ReactNode };

function Broken({ breaks, isMore, check }: BrokenProps) {
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
			<p className="mt-2">
				{t("brokenNext")} {check}
			</p>
		</Notice>
	);
}
