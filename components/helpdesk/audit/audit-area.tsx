"use client";

import { useCallback, useRef, useState } from "react";
import { FailureWithNextStep } from "#components/failure/failure-with-next-step.tsx";
import { Button } from "#components/ui/button.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { saveFile } from "#lib/browser/files/save-file.ts";
import { exportAudit, readAudit } from "#lib/browser/helpdesk/helpdesk-api.ts";
import { useAction } from "#lib/browser/use-action.ts";
import { usePortal, usePortalRead } from "#lib/browser/use-portal.ts";
import { columnSeparator } from "#lib/core/csv.ts";
import { calendarDay } from "#lib/core/link/calendar-day.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { AsHelpdesk } from "../as-helpdesk.tsx";
import { AuditFilterForm, type AuditQuery, NO_FILTER, searchParams } from "./audit-filter-form.tsx";
import { AuditList } from "./audit-list.tsx";
import { AuditVerification } from "./audit-verification.tsx";

/** The audit: which agent did what. */
export function AuditArea() {
	return (
		<AsHelpdesk>
			<Audit />
		</AsHelpdesk>
	);
}

/** The filter, and the rows that pass it. */
export function Audit() {
	const [query, setQuery] = useState<AuditQuery>(NO_FILTER);
	return (
		<>
			<AuditFilterForm filled={searchParams(query).size} onFilter={setQuery} />
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
	const rows = useRef<HTMLDivElement>(null);
	/** The pressed button may be gone by then. */
	function turn(next: number[]) {
		setStarts(next);
		rows.current?.focus();
	}
	// A search shows every matching row.
	const isGlance = !query.action && !query.words;
	const ask = useCallback(
		(token: string) => {
			const params = searchParams(query);
			if (isGlance) params.set("batches", "left-out");
			if (before !== undefined) params.set("before", String(before));
			return readAudit(token, params);
		},
		[query, before, isGlance],
	);
	const { result, again } = usePortalRead(ask);
	if (!result) return <Loading>{t("site.loading")}</Loading>;
	if (!result.ok) return <FailureWithNextStep failure={result.failure} again={again} />;
	const { entries, next } = result.value;
	// Until the older page has loaded, "Older" still belongs to the previous one.
	const isShown = next !== before;
	return (
		<>
			{isGlance && <p className="mb-2 text-sm text-muted">{t("audit.batches")}</p>}
			<div ref={rows} tabIndex={-1}>
				<AuditList entries={entries} />
			</div>
			<nav aria-label={t("audit.pages")} className="my-6 flex flex-wrap gap-4">
				{/* First, so that it does not move under a second press. */}
				{next !== undefined && (
					<Button look="secondary" onClick={() => turn(isShown ? [...starts, next] : starts)}>
						{t("audit.older")}
					</Button>
				)}
				{starts.length > 0 && (
					<Button look="secondary" onClick={() => turn(starts.slice(0, -1))}>
						{t("audit.newer")}
					</Button>
				)}
			</nav>
		</>
	);
}

const FORMATS = ["csv", "json"] as const;

/** Downloads the filtered rows as a file. */
function AuditExport({ query }: { query: AuditQuery }) {
	const t = useTranslations("audit");
	const asAgent = usePortal();
	const { act, failure } = useAction();

	async function save(format: (typeof FORMATS)[number]) {
		const params = searchParams(query);
		params.set("format", format);
		if (format === "csv") params.set("separator", columnSeparator(navigator.language));
		const result = await act(() => asAgent((token) => exportAudit(token, params)));
		if (result?.ok) saveFile(result.value, `audit-${calendarDay(new Date())}.${format}`);
	}

	return (
		<div>
			<div className="flex flex-wrap gap-3">
				{FORMATS.map((format) => (
					<Button key={format} look="secondary" onClick={() => save(format)}>
						{t(`export.${format}`)}
					</Button>
				))}
			</div>
			{failure && <FailureWithNextStep failure={failure} />}
		</div>
	);
}
