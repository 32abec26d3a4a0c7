"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { PortalFailure } from "#lib/browser/call-portal.ts";
import { saveFile } from "#lib/browser/files/save-file.ts";
import { exportAudit } from "#lib/browser/helpdesk/helpdesk-api.ts";
import { usePortal } from "#lib/browser/use-portal.ts";
import { columnSeparator } from "#lib/core/csv.ts";
import { calendarDay } from "#lib/core/link/calendar-day.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { HelpdeskProblem } from "../helpdesk-problem.tsx";
import { type AuditQuery, searchParams } from "./audit-filter-form.tsx";

const FORMATS = ["csv", "json"] as const;

/** Hands over what the filter leaves, as a file. */
export function AuditExport({ query }: { query: AuditQuery }) {
	const t = useTranslations("audit");
	const asAgent = usePortal();
	const [failure, setFailure] = useState<PortalFailure>();

	async function save(format: (typeof FORMATS)[number]) {
		setFailure(undefined);
		const params = searchParams(query);
		params.set("format", format);
		if (format === "csv") params.set("separator", columnSeparator(navigator.language));
		const result = await asAgent((token) => exportAudit(token, params));
		if (!result.ok) return setFailure(result.code);
		saveFile(result.value, `audit-${calendarDay(new Date())}.${format}`);
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
			{failure && <HelpdeskProblem code={failure} />}
		</div>
	);
}
