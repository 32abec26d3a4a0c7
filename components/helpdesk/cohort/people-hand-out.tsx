"use client";

import { useRouter } from "next/navigation";
import { FailureWithNextStep } from "#components/failure/failure-with-next-step.tsx";
import { Button } from "#components/ui/button.tsx";
import { saveCsv } from "#lib/browser/files/save-csv.ts";
import type { CohortPerson } from "#lib/browser/helpdesk/cohort/roster.ts";
import { useAction } from "#lib/browser/use-action.ts";
import { cohortCsv } from "#lib/core/cohort/cohort-csv.ts";
import { ok } from "#lib/core/failure.ts";
import { calendarDay } from "#lib/core/link/calendar-day.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { handOver } from "../expire/handed-over.ts";

type Props = {
	shown: CohortPerson[];
	selected: CohortPerson[];
	groupName: string;
	/** Whether the whole group has been read: only then is every state known. */
	isComplete: boolean;
};

/** Actions for the selected people; a file can also contain everybody who is shown. */
export function PeopleHandOut({ shown, selected, groupName, isComplete }: Props) {
	const t = useTranslations("cohort");
	const router = useRouter();
	const { act, failure } = useAction();
	const people = selected.length > 0 ? selected : shown;

	function save() {
		const rows = people.map(({ member, where }) => ({ ...member, ...where }));
		const name = groupName.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60);
		saveCsv((separator) => cohortCsv(rows, separator), `${name}-${calendarDay(new Date())}.csv`);
	}

	function expire() {
		const ids = selected.map(({ id }) => id);
		void act(async () => ok(handOver(ids, groupName))).then(
			(given) => given?.ok && router.push("/helpdesk/expire"),
		);
	}

	return (
		<>
			{failure && (
				<div className="basis-full">
					<FailureWithNextStep failure={failure} />
				</div>
			)}
			<Button look="secondary" onClick={save}>
				{t("saveCsv", { count: people.length })}
			</Button>
			{selected.length > 0 && isComplete && (
				<Button look="danger-quiet" onClick={expire}>
					{t("expire", { count: selected.length })}
				</Button>
			)}
		</>
	);
}
