"use client";

import { useEffect, useMemo, useRef, useState } from "react";
import { FailureWithNextStep } from "#components/failure/failure-with-next-step.tsx";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { saveCsv } from "#lib/browser/files/save-csv.ts";
import { RIGHTS } from "#lib/browser/helpdesk/as-agent.ts";
import { useChoices } from "#lib/browser/helpdesk/choices.ts";
import type { Rehearsed } from "#lib/browser/helpdesk/expire/expiry-calls.ts";
import { agentIdOf } from "#lib/browser/helpdesk/expire/expiry-session.ts";
import { planCsv } from "#lib/core/cohort/expiry-csv.ts";
import {
	type Candidate,
	type ExpiryPlan,
	expiryPlan,
	type Unread,
} from "#lib/core/cohort/expiry-plan.ts";
import type { Failure } from "#lib/core/failure.ts";
import { calendarDay, dayStartsAt, isCalendarDay } from "#lib/core/link/calendar-day.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";
import { checkDays, DayField } from "../day-field.tsx";
import { ConfirmForm } from "./confirm-form.tsx";
import { LeftOutList } from "./left-out-list.tsx";
import { PeopleList } from "./people-list.tsx";

type Props = {
	read: Rehearsed;
	/** Entries of the list that are not user names. */
	unread: readonly Unread[];
	onStart: (people: readonly Candidate[]) => void;
	onBack: () => void;
	/** Reads everything again. */
	again: () => void;
};

/** Exactly whose passwords would be expired, whose not and why, and the effects; then the agent confirms. */
export function Rehearsal({ read, unread, onStart, onBack, again }: Props) {
	const t = useTranslations("expire");
	const { plan, since, setSince } = usePlan(read);
	const heading = useRef<HTMLHeadingElement>(null);
	useEffect(() => heading.current?.focus(), []);
	const count = plan.touched.length;
	const isShown = plan.touched.every(({ isExpired }) => isExpired !== undefined);

	/** The confirmed number would include people whom a half-typed day should leave out. */
	function start() {
		if (checkDays(document)) onStart(plan.touched);
	}

	function save() {
		const name = `expire-rehearsal-${calendarDay(new Date())}.csv`;
		saveCsv((separator) => planCsv(plan, unread, separator), name);
	}

	return (
		<>
			<h2 ref={heading} tabIndex={-1} className="mb-2 text-xl font-bold">
				{t("planHeading")}
			</h2>
			<p role="status" className="mb-4 font-semibold">
				{t("touchedCount", { count })}
			</p>
			{read.rolesFailure && (
				<FailureWithNextStep
					failure={read.rolesFailure}
					heading={t("rolesUnknownHeading")}
					again={again}
				>
					<p className="mt-2">{t("rolesUnknown")}</p>
				</FailureWithNextStep>
			)}
			{read.reach === "perhaps-people-without-role" && (
				<Notice look="warning" heading={t("mayRefuseHeading")}>
					{t("mayRefuse")}
				</Notice>
			)}
			{!isShown && <Notice look="warning">{t("notShown")}</Notice>}
			{count > 0 && <PeopleList id="touched" label={t("planHeading")} people={plan.touched} />}
			<DayField
				id="since"
				className="max-w-56"
				label={t("changedSince")}
				hint={t("changedSinceHint")}
				value={since}
				onChange={(event) => setSince(event.target.value)}
			/>
			<LeftOutList leftOut={plan.leftOut} unread={unread} />
			<div className="my-6 flex flex-wrap gap-4">
				<Button look="secondary" onClick={save}>
					{t("planCsv")}
				</Button>
				<Button look="secondary" onClick={onBack}>
					{t("back")}
				</Button>
			</div>
			{!read.mayExpire && <FailureWithNextStep failure={MAY_NOT_EXPIRE} />}
			{count > 0 && read.mayExpire && (
				<>
					<SideEffects />
					<ConfirmForm key={count} count={count} onConfirmed={start} />
				</>
			)}
		</>
	);
}

const MAY_NOT_EXPIRE: Failure = { code: "right-missing", scope: RIGHTS["expire-passwords"] };

/** The plan depends on the date, in the agent's zone. */
function usePlan(read: Rehearsed): {
	plan: ExpiryPlan;
	since: string;
	setSince: (day: string) => void;
} {
	const agentId = agentIdOf(useSignIn());
	const { zone } = useChoices();
	const [since, setSince] = useState("");
	const plan = useMemo(() => {
		const { people, reach, protectedIds } = read;
		const changedSince = isCalendarDay(since) ? dayStartsAt(since, zone) : undefined;
		return expiryPlan(people, { agentId, reach, protectedIds, changedSince });
	}, [read, agentId, since, zone]);
	return { plan, since, setSince };
}

const EFFECTS = ["domain", "cloud", "sessions", "undo"] as const;

/**
 * Side effects of expiring (Microsoft Learn, `domain-services/faqs` and
 * `how-to-connect-password-hash-synchronization`).
 */
function SideEffects() {
	const t = useTranslations("expire");
	return (
		<Notice look="warning" heading={t("effectsHeading")}>
			<ul className="mt-2 list-disc space-y-2 ps-6">
				{EFFECTS.map((effect) => (
					<li key={effect}>{t(`effects.${effect}`)}</li>
				))}
			</ul>
		</Notice>
	);
}
