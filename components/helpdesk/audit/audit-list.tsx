"use client";

import { useMemo, useState } from "react";
import { FactList } from "#components/ui/fact-list.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { TEXT_LINK } from "#components/ui/text-link.ts";
import type { AuditEntry } from "#lib/core/audit/audit-entry.ts";
import { type AuditSentence, auditSentence, namesIn } from "#lib/core/audit/audit-sentence.ts";
import { dayInWords } from "#lib/core/link/calendar-day.ts";
import { useLocale, useTranslations } from "#lib/text/client.tsx";
import { useTimes } from "../times.ts";

/** What was done, one sentence each, newest first. */
export function AuditList({ entries }: { entries: AuditEntry[] }) {
	const t = useTranslations("audit");
	const names = useMemo(() => namesIn(entries), [entries]);
	if (entries.length === 0) return <p>{t("none")}</p>;
	return (
		<ul aria-label={t("rows")} className="rounded-card border border-line bg-surface">
			{entries.map((entry) => (
				<Row key={entry.seq} entry={entry} names={names} />
			))}
		</ul>
	);
}

const LOOK = { partly: "warning", failed: "danger" } as const;

function Row({ entry, names }: { entry: AuditEntry; names: ReadonlyMap<string, string> }) {
	const t = useTranslations("audit");
	const { short } = useTimes();
	const locale = useLocale();
	const [isOpen, setIsOpen] = useState(false);
	const { at, result } = entry;
	const { key, values } = auditSentence(entry, names);
	return (
		<li className="items-baseline gap-x-4 border-b border-line px-3 py-1 last:border-0 hover:bg-raised sm:grid sm:grid-cols-[9.5rem_1fr_auto]">
			<time dateTime={at.toISOString()} className="text-sm text-muted tabular-nums">
				{short(at)}
			</time>
			<p className="min-w-0 py-1 wrap-anywhere">
				{t(`sentences.${key}`, inWords(values, locale))}{" "}
				{result !== "done" && <Tag look={LOOK[result]}>{t(`results.${result}`)}</Tag>}
			</p>
			<button
				type="button"
				aria-expanded={isOpen}
				onClick={() => setIsOpen(!isOpen)}
				className={`min-h-6 cursor-pointer text-sm ${TEXT_LINK}`}
			>
				{t("details")}
			</button>
			{isOpen && (
				<div className="col-span-full mb-2 text-sm">
					<Fields entry={entry} />
				</div>
			)}
		</li>
	);
}

/** A row holds a day as a calendar day. */
const inWords = ({ day, ...values }: AuditSentence["values"], locale: string) =>
	day === undefined ? values : { ...values, day: dayInWords(String(day), locale) };

/** The row's fields as recorded, for comparison. */
function Fields({ entry }: { entry: AuditEntry }) {
	const t = useTranslations("audit");
	const { seq, at, actor, action, subject, details, result, keyId, hash } = entry;
	const fields = {
		[t("seq")]: seq,
		[t("at")]: at.toISOString(),
		[t("action")]: action,
		[t("actor")]: `${actor.name} ${actor.id}`,
		...(subject && { [t("subject")]: `${subject.name} ${subject.id}` }),
		...details,
		[t("result")]: result,
		...(keyId && { [t("key")]: keyId }),
		[t("hash")]: hash,
	};
	return (
		<FactList
			facts={Object.entries(fields).map(([name, value]) => ({
				name,
				value: (
					<bdi dir="ltr" className="font-mono whitespace-pre-wrap wrap-anywhere">
						{shortened(value)}
					</bdi>
				),
			}))}
		/>
	);
}

const LONGEST = 200;

/** A row may list a thousand people; the export has all of them. */
function shortened(value: string | number): string {
	const text = String(value);
	return text.length > LONGEST ? `${text.slice(0, LONGEST).toWellFormed()}…` : text;
}
