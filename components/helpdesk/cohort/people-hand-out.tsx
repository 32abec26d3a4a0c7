"use client";

import { useRouter } from "next/navigation";
import { useMemo, useState } from "react";
import { FailureWithNextStep } from "#components/failure/failure-with-next-step.tsx";
import { Button } from "#components/ui/button.tsx";
import { saveCsv } from "#lib/browser/files/save-csv.ts";
import type { CohortPerson } from "#lib/browser/helpdesk/cohort/roster.ts";
import type { FollowedGroup } from "#lib/browser/helpdesk/recent.ts";
import { useAction } from "#lib/browser/use-action.ts";
import { cohortCsv } from "#lib/core/cohort/cohort-csv.ts";
import { ok } from "#lib/core/failure.ts";
import { calendarDay } from "#lib/core/link/calendar-day.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { handOver } from "../expire/handed-over.ts";
import { useNumbers } from "../times.ts";
import { MailDrawer } from "./mail-drawer.tsx";

type Props = {
	all: CohortPerson[];
	shown: CohortPerson[];
	selected: CohortPerson[];
	group: FollowedGroup;
	/** Whether the whole group has been read: only then is every state known. */
	isComplete: boolean;
	/** Classes of the box around the actions. */
	id: string;
	/** Hidden on a phone. */
	isFolded: boolean;
};

/**
 * Actions for the selected people. With nobody selected, those who have not begun are reminded, and a
 * file contains everybody who is shown.
 */
export function PeopleHandOut({ all, shown, selected, group, ...how }: Props) {
	const { isComplete, id, isFolded } = how;
	const t = useTranslations("cohort");
	const number = useNumbers();
	const router = useRouter();
	/** The recipients, fixed while the agent opens mail after mail: nobody may move to another mail. */
	const [mailed, setMailed] = useState<{ people: CohortPerson[]; isSelection: boolean }>();
	const isSelection = selected.length > 0;
	const notBegun = useMemo(() => all.filter(hasNotBegun), [all]);
	const toMail = isSelection ? selected : notBegun;
	const { act, failure } = useAction();
	const people = isSelection ? selected : shown;

	function save() {
		const rows = people.map(({ member, where }) => ({ ...member, ...where }));
		const name = group.displayName.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60);
		saveCsv((separator) => cohortCsv(rows, separator), `${name}-${calendarDay(new Date())}.csv`);
	}

	function expire() {
		const ids = selected.map(({ id }) => id);
		void act(async () => ok(handOver(ids, group))).then(
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
			<div
				id={id}
				className={`${isFolded ? "hidden" : "flex"} w-full flex-wrap gap-2 *:grow sm:contents sm:*:grow-0`}
			>
				{toMail.length > 0 && (
					<Button
						look="secondary"
						title={t(isSelection ? "mailSelected" : "mailHeading")}
						onClick={() => setMailed({ people: toMail, isSelection })}
					>
						{t(isSelection ? "mail" : "remind", { count: number(toMail.length) })}
					</Button>
				)}
				<Button look="secondary" onClick={save}>
					{t("saveCsv", { count: number(people.length) })}
				</Button>
				{isSelection && isComplete && (
					<Button look="danger-quiet" onClick={expire}>
						{t("expire", { count: selected.length })}
					</Button>
				)}
			</div>
			{mailed && <MailDrawer {...mailed} onClose={() => setMailed(undefined)} />}
		</>
	);
}

const hasNotBegun = ({ where, hasBegun }: CohortPerson) =>
	where.state === "has-to-change" && !hasBegun;
