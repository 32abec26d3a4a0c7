"use client";

import { type FormEvent, useId, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { FoldButton } from "#components/ui/fold-button.tsx";
import { SelectField, TextField } from "#components/ui/text-field.tsx";
import { useChoices } from "#lib/browser/helpdesk/choices.ts";
import { AUDIT_ACTIONS } from "#lib/core/audit/audit-entry.ts";
import { dayStartsAt } from "#lib/core/link/calendar-day.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { checkDays, DayField } from "../day-field.tsx";

/** `from` and `to` are instants as sent; in the form they are days. */
export type AuditQuery = { action: string; words: string; from: string; to: string };

export const NO_FILTER: AuditQuery = { action: "", words: "", from: "", to: "" };

/** The filled fields of a query. */
export function searchParams(query: AuditQuery): URLSearchParams {
	return new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ""));
}

type Props = {
	/** The number of fields that are set. */
	filled: number;
	onFilter: (query: AuditQuery) => void;
};

/** Filters the list and the export. On a phone it is folded away until requested. */
export function AuditFilterForm({ filled, onFilter }: Props) {
	const t = useTranslations("audit");
	const id = useId();
	const fold = useRef<HTMLButtonElement>(null);
	const [isOpen, setIsOpen] = useState(false);
	const [query, setQuery] = useState(NO_FILTER);
	const { zone } = useChoices();
	const change = (part: Partial<AuditQuery>) => setQuery((before) => ({ ...before, ...part }));

	/** The days are the agent's, like the times of the rows. */
	function startOf(day: string, daysLater = 0): string {
		return day && dayStartsAt(day, zone, daysLater).toISOString();
	}

	function submit(event: FormEvent<HTMLFormElement>) {
		event.preventDefault();
		if (!checkDays(event.currentTarget)) return;
		const { from, to } = query;
		onFilter({ ...query, from: startOf(from), to: startOf(to, 1) });
		setIsOpen(false);
		// Does nothing where the form is not folded and this button is hidden.
		fold.current?.focus();
	}

	return (
		<search>
			<div className="mb-4 sm:hidden">
				<FoldButton
					ref={fold}
					isOpen={isOpen}
					aria-controls={id}
					onClick={() => setIsOpen(!isOpen)}
				>
					{t("filter")}
					{filled > 0 && ` (${filled})`}
				</FoldButton>
			</div>
			<form
				id={id}
				noValidate
				onSubmit={submit}
				className={`card mb-4 items-end gap-x-4 gap-y-6 *:mb-0 sm:grid sm:grid-cols-2 lg:grid-cols-[2fr_2fr_1fr_1fr_auto] ${isOpen ? "grid" : "hidden"}`}
			>
				<SelectField
					id="action"
					label={t("action")}
					value={query.action}
					onChoose={(action) => change({ action })}
					options={[
						{ value: "", text: t("allActions") },
						...AUDIT_ACTIONS.map((value) => ({ value, text: t(`actions.${value}`) })),
					]}
				/>
				<TextField
					id="words"
					type="search"
					label={t("words")}
					maxLength={200}
					value={query.words}
					onChange={(event) => change({ words: event.target.value })}
				/>
				<DayField
					id="from"
					label={t("from")}
					value={query.from}
					onChange={(event) => change({ from: event.target.value })}
				/>
				<DayField
					id="to"
					label={t("to")}
					value={query.to}
					onChange={(event) => change({ to: event.target.value })}
				/>
				<p>
					<Button type="submit">{t("filter")}</Button>
				</p>
			</form>
		</search>
	);
}
