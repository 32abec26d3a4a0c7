"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { SelectField } from "#components/ui/text-field.tsx";
import { saveCsv } from "#lib/browser/files/save-csv.ts";
import { reportCsv } from "#lib/core/cohort/expiry-csv.ts";
import {
	countStates,
	EXPIRY_STATES,
	type ExpiryRow,
	isGood,
	isSettled,
} from "#lib/core/cohort/expiry-row.ts";
import { calendarDay } from "#lib/core/link/calendar-day.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { PeopleList } from "./people-list.tsx";

/** The result for each person, on the screen and as a file. */
export function RunReport({ rows }: { rows: readonly ExpiryRow[] }) {
	const t = useTranslations("expire");
	const [state, setState] = useState("");
	const counts = countStates(rows);
	const options = EXPIRY_STATES.filter((one) => counts[one] > 0).map((one) => ({
		value: one,
		text: t("stateCount", { state: t(`states.${one}`), count: counts[one] }),
	}));
	const shown = state === "" ? failuresFirst(rows) : rows.filter((row) => row.state === state);

	function save() {
		const name = `expire-report-${calendarDay(new Date())}.csv`;
		saveCsv((separator) => reportCsv(rows, separator), name);
	}

	return (
		<>
			<p className="mb-4 text-muted">{t("reportHint")}</p>
			<p className="mb-4">
				<Button look="secondary" onClick={save}>
					{t("reportCsv")}
				</Button>
			</p>
			<div className="max-w-[25rem]">
				<SelectField
					id="state"
					label={t("filter")}
					value={state}
					onChoose={setState}
					options={[{ value: "", text: t("everybody", { count: rows.length }) }, ...options]}
				/>
			</div>
			<PeopleList
				key={state}
				id="report"
				label={t("reportHeading")}
				people={shown}
				more={(row) => <Result row={row} />}
			/>
		</>
	);
}

function Result({ row: { state, code } }: { row: ExpiryRow }) {
	const t = useTranslations("expire");
	return (
		<p className="mt-1 flex flex-wrap items-center gap-x-3">
			<span className={`font-semibold ${colourOf(state)}`}>{t(`states.${state}`)}</span>
			{code && <span className="wrap-anywhere text-muted">{t("code", { code })}</span>}
		</p>
	);
}

/** The colour only repeats what the text says. */
function colourOf(state: ExpiryRow["state"]): string {
	if (!isSettled(state)) return "text-muted";
	return isGood(state) ? "text-success" : "text-danger";
}

const failuresFirst = (rows: readonly ExpiryRow[]): readonly ExpiryRow[] =>
	rows.toSorted((a, b) => Number(isGood(a.state)) - Number(isGood(b.state)));
