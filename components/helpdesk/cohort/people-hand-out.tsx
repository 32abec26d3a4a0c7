"use client";

import { useRouter } from "next/navigation";
import { Button } from "#components/ui/button.tsx";
import { saveCsv } from "#lib/browser/files/save-csv.ts";
import type { CohortPerson } from "#lib/browser/helpdesk/cohort/roster.ts";
import { cohortCsv } from "#lib/core/cohort/cohort-csv.ts";
import { calendarDay } from "#lib/core/link/calendar-day.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { handOver } from "../expire/handed-over.ts";

type Props = { shown: CohortPerson[]; selected: CohortPerson[]; groupName: string };

/** What can be done with those who are selected, or with all who are shown. */
export function PeopleHandOut({ shown, selected, groupName }: Props) {
	const t = useTranslations("cohort");
	const router = useRouter();
	const people = selected.length > 0 ? selected : shown;

	function save() {
		const rows = people.map(({ member, where }) => ({ ...member, ...where }));
		const name = groupName.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60);
		saveCsv((separator) => cohortCsv(rows, separator), `${name}-${calendarDay(new Date())}.csv`);
	}

	function expire() {
		handOver(people.map(({ id }) => id));
		router.push("/helpdesk/expire");
	}

	return (
		<div className="flex flex-wrap gap-3 rounded-b-card border border-t-0 border-line bg-surface p-3">
			<Button look="secondary" onClick={save}>
				{t("saveCsv", { count: people.length })}
			</Button>
			<Button look="danger-quiet" onClick={expire}>
				{t("expire", { count: people.length })}
			</Button>
		</div>
	);
}
