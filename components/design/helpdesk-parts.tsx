"use client";

import { useState } from "react";
import { AuditList } from "#components/helpdesk/audit/audit-list.tsx";
import { Verdict } from "#components/helpdesk/audit/audit-verification.tsx";
import { BurnUpChart } from "#components/helpdesk/cohort/burn-up-chart.tsx";
import { PeopleTable } from "#components/helpdesk/cohort/people-table.tsx";
import { ReadingProgress } from "#components/helpdesk/cohort/reading-progress.tsx";
import { StateFilter } from "#components/helpdesk/cohort/state-filter.tsx";
import { EndNotice } from "#components/helpdesk/expire/end-notice.tsx";
import { LeftOutList } from "#components/helpdesk/expire/left-out-list.tsx";
import { Rehearsal } from "#components/helpdesk/expire/rehearsal.tsx";
import { RunProgress } from "#components/helpdesk/expire/run-progress.tsx";
import { RunReport } from "#components/helpdesk/expire/run-report.tsx";
import { LinkFunnel } from "#components/helpdesk/links/link-funnel.tsx";
import { PersonCard, ReadOut } from "#components/helpdesk/person/person-view.tsx";
import { ReadAloud } from "#components/helpdesk/temporary/read-aloud.tsx";
import { countStates } from "#lib/core/cohort/cohort-counts.ts";
import { LEFT_OUT_REASONS, UNREAD_REASONS } from "#lib/core/cohort/expiry-plan.ts";
import type { PersonStateName } from "#lib/core/person/person-state.ts";
import { SignInContext } from "#lib/entra/sign-in/sign-in-context.tsx";
import {
	AUDIT_ROWS,
	BOARD,
	CANDIDATE,
	DEADLINE,
	ENDS,
	HISTORY,
	LINK_COUNTS,
	NOBODY,
	NOW,
	READING,
	REHEARSED,
	RESULTS,
	RUNS,
	VERDICTS,
} from "./example-helpdesk.ts";
import { PEOPLE } from "./example-people.ts";
import { Group, Specimen } from "./specimen.tsx";

/** A row in every state with every reason; the bar filters, the selection brings its actions. */
export function Board() {
	const [state, setState] = useState<PersonStateName>();
	return (
		<Group name="Helpdesk: the board">
			<Specimen name="Bar, toolbar and table" isWide>
				<StateFilter
					counts={countStates(BOARD.map(({ where }) => where))}
					chosen={state}
					isComplete
					onChoose={setState}
				/>
				<PeopleTable
					people={BOARD}
					state={state}
					group={{ id: "g", displayName: "Sales" }}
					isComplete
					now={NOW}
					onOpen={() => undefined}
				/>
			</Specimen>
			<Specimen name="Over time" isWide>
				<BurnUpChart history={HISTORY} deadline={DEADLINE} />
			</Specimen>
			{Object.entries(READING).map(([name, view]) => (
				<Specimen key={name} name={`Reading: ${name}`}>
					<ReadingProgress view={view} />
				</Specimen>
			))}
		</Group>
	);
}

/** What an agent reads out for each reason, the page of a person, and a temporary password. */
export function Person() {
	return (
		<Group name="Helpdesk: one person">
			{BOARD.map(({ id, where }) => (
				<Specimen key={id} name={where.reason}>
					<ReadOut where={where} now={NOW} />
				</Specimen>
			))}
			{Object.entries(PEOPLE).map(([name, person]) => (
				<Specimen key={name} name={`The whole page: ${name}`} isWide>
					<SignInContext value={NOBODY}>
						<PersonCard {...person} again={() => undefined} />
					</SignInContext>
				</Specimen>
			))}
			<Specimen name="Temporary password" isWide>
				<ReadAloud password="Fasanuha877rate" onHide={() => undefined} />
			</Specimen>
		</Group>
	);
}

/** Expiring, links and the audit. */
export function Records() {
	return (
		<Group name="Helpdesk: expiring, links, audit">
			<Specimen name="Left out" isWide>
				<LeftOutList
					leftOut={LEFT_OUT_REASONS.map((reason) => ({ person: CANDIDATE, reason }))}
					unread={UNREAD_REASONS.map((reason) => ({ text: "dana", reason }))}
				/>
			</Specimen>
			<Specimen name="Rehearsal" isWide>
				<SignInContext value={NOBODY}>
					<Rehearsal
						read={REHEARSED}
						unread={[]}
						onStart={() => undefined}
						onBack={() => undefined}
						again={() => undefined}
					/>
				</SignInContext>
			</Specimen>
			{Object.entries(RUNS).map(([name, run]) => (
				<Specimen key={name} name={`A run: ${name}`}>
					<RunProgress {...run} onPause={() => undefined} />
				</Specimen>
			))}
			{ENDS.map((end) => (
				<Specimen key={String(end)} name={`The end of a run: ${end}`}>
					<EndNotice end={end} />
				</Specimen>
			))}
			<Specimen name="Report" isWide>
				<RunReport rows={RESULTS} />
			</Specimen>
			{LINK_COUNTS.map((counts) => (
				<Specimen key={counts.opened} name={`Link opened ${counts.opened} times`}>
					<LinkFunnel counts={counts} />
				</Specimen>
			))}
			{Object.entries(VERDICTS).map(([name, verdict]) => (
				<Specimen key={name} name={`Audit: ${name}`} isWide>
					<Verdict verdict={verdict} again={() => undefined} />
				</Specimen>
			))}
			<Specimen name="Audit: every action" isWide>
				<AuditList entries={AUDIT_ROWS} />
			</Specimen>
		</Group>
	);
}
