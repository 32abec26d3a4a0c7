"use client";

import { useCallback, useState } from "react";
import { FailureWithNextStep } from "#components/failure/failure-with-next-step.tsx";
import { Button } from "#components/ui/button.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { readAudit } from "#lib/browser/helpdesk/helpdesk-api.ts";
import { usePortalRead } from "#lib/browser/use-portal.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { AsHelpdesk } from "../as-helpdesk.tsx";
import { AuditExport } from "./audit-export.tsx";
import { AuditFilterForm, type AuditQuery, NO_FILTER, searchParams } from "./audit-filter-form.tsx";
import { AuditList } from "./audit-list.tsx";
import { AuditVerification } from "./audit-verification.tsx";

/** Which helpdesk agent did what. */
export function AuditArea() {
	return (
		<AsHelpdesk>
			<Area />
		</AsHelpdesk>
	);
}

function Area() {
	const [query, setQuery] = useState<AuditQuery>(NO_FILTER);
	return (
		<>
			<AuditFilterForm onFilter={setQuery} />
			<div className="mb-4 flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
				<AuditVerification />
				<AuditExport query={query} />
			</div>
			<Pages key={searchParams(query).toString()} query={query} />
		</>
	);
}

/** One page at a time; the starts of earlier pages are kept for going back. */
function Pages({ query }: { query: AuditQuery }) {
	const t = useTranslations();
	const [starts, setStarts] = useState<number[]>([]);
	const before = starts.at(-1);
	const ask = useCallback(
		(token: string) => {
			const params = searchParams(query);
			if (before !== undefined) params.set("before", String(before));
			return readAudit(token, params);
		},
		[query, before],
	);
	const { result, again } = usePortalRead(ask);
	if (!result) return <Loading>{t("site.loading")}</Loading>;
	if (!result.ok) return <FailureWithNextStep failure={result.failure} again={again} />;
	const { entries, next } = result.value;
	return (
		<>
			<AuditList entries={entries} />
			<nav aria-label={t("audit.pages")} className="my-6 flex flex-wrap gap-4">
				{starts.length > 0 && (
					<Button look="secondary" onClick={() => setStarts(starts.slice(0, -1))}>
						{t("audit.newer")}
					</Button>
				)}
				{next !== undefined && (
					<Button look="secondary" onClick={() => setStarts([...starts, next])}>
						{t("audit.older")}
					</Button>
				)}
			</nav>
		</>
	);
}
