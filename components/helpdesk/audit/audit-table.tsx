"use client";

import { BdiLine } from "#components/ui/bdi-line.tsx";
import { useInstantFormat } from "#components/ui/instant.tsx";
import { StackedCell, StackedRow, StackedTable } from "#components/ui/stacked-table.tsx";
import type { AuditEntry } from "#lib/core/audit/audit-entry.ts";
import { useTranslations } from "#lib/text/client.tsx";

export function AuditTable({ entries }: { entries: AuditEntry[] }) {
	const t = useTranslations("audit");
	if (entries.length === 0) return <p>{t("none")}</p>;
	const columns = [t("seq"), t("at"), t("actor"), t("action"), t("subject"), t("result")];
	return (
		<StackedTable columns={columns}>
			{entries.map((entry) => (
				<Row key={entry.seq} entry={entry} />
			))}
		</StackedTable>
	);
}

function Row({ entry }: { entry: AuditEntry }) {
	const t = useTranslations("audit");
	const format = useInstantFormat();
	const { seq, at, actor, action, subject, details, result } = entry;
	const more = Object.entries(details).map(([name, value]) => `${name}: ${shortened(value)}`);
	return (
		<StackedRow head={seq}>
			<StackedCell>{format(at)}</StackedCell>
			<StackedCell>
				<bdi className="wrap-anywhere">{actor.name}</bdi>
			</StackedCell>
			<StackedCell>{t(`actions.${action}`)}</StackedCell>
			<StackedCell>
				{subject && <bdi className="wrap-anywhere">{subject.name}</bdi>}
				{more.length > 0 && (
					<BdiLine className="wrap-anywhere text-muted" dir="ltr">
						{more.join(", ")}
					</BdiLine>
				)}
			</StackedCell>
			<StackedCell>{t(`results.${result}`)}</StackedCell>
		</StackedRow>
	);
}

const LONGEST = 80;

/** A row may name a hundred ids; all of them are in the export. */
function shortened(value: string | number): string {
	const text = String(value);
	return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
