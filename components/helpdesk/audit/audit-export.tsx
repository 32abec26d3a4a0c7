"use client";

import { FailureWithNextStep } from "#components/failure/failure-with-next-step.tsx";
import { Button } from "#components/ui/button.tsx";
import { saveFile } from "#lib/browser/files/save-file.ts";
import { exportAudit } from "#lib/browser/helpdesk/helpdesk-api.ts";
import { useAction } from "#lib/browser/use-action.ts";
import { usePortal } from "#lib/browser/use-portal.ts";
import { columnSeparator } from "#lib/core/csv.ts";
import { calendarDay } from "#lib/core/link/calendar-day.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { type AuditQuery, searchParams } from "./audit-filter-form.tsx";

const FORMATS = ["csv", "json"] as const;

/** Downloads the filtered rows as a file. */
export function AuditExport({ query }: { query: AuditQuery }) {
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
