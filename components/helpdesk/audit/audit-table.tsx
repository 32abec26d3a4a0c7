"use client";

import { useInstantFormat } from "#components/ui/instant.tsx";
import type { AuditEntry } from "#lib/core/audit/audit-entry.ts";
import { useTranslations } from "#lib/text/client.tsx";

/** On a narrow screen each row becomes a block. */
export function AuditTable({ entries }: { entries: AuditEntry[] }) {
	const t = useTranslations("audit");
	if (entries.length === 0) return <p>{t("none")}</p>;
	const columns = [t("seq"), t("at"), t("actor"), t("action"), t("subject"), t("result")];
	return (
		<table className="block w-full text-sm sm:table">
			<thead className="sr-only sm:not-sr-only sm:table-header-group">
				<tr className="border-b-2 border-line">
					{columns.map((name) => (
						<th key={name} scope="col" className="py-2 pe-4 text-start">
							{name}
						</th>
					))}
				</tr>
			</thead>
			<tbody className="block sm:table-row-group">
				{entries.map((entry) => (
					<Row key={entry.seq} entry={entry} />
				))}
			</tbody>
		</table>
	);
}

const CELL = "block py-1 pe-4 align-top sm:table-cell sm:py-2";

function Row({ entry }: { entry: AuditEntry }) {
	const t = useTranslations("audit");
	const format = useInstantFormat();
	const { seq, at, actor, action, subject, details, result } = entry;
	const more = Object.entries(details).map(([name, value]) => `${name}: ${shortened(value)}`);
	return (
		<tr className="block border-b border-line py-2 sm:table-row">
			<th scope="row" className={`${CELL} text-start`}>
				{seq}
			</th>
			<td className={CELL}>{format(at)}</td>
			<td className={CELL}>
				<bdi className="wrap-anywhere">{actor.name}</bdi>
			</td>
			<td className={CELL}>{t(`actions.${action}`)}</td>
			<td className={CELL}>
				{subject && <bdi className="wrap-anywhere">{subject.name}</bdi>}
				{more.length > 0 && (
					<bdi className="block wrap-anywhere text-muted" dir="ltr">
						{more.join(", ")}
					</bdi>
				)}
			</td>
			<td className={CELL}>{t(`results.${result}`)}</td>
		</tr>
	);
}

const LONGEST = 80;

/** A row may name a hundred ids; all of them are in the export. */
function shortened(value: string | number): string {
	const text = String(value);
	return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
