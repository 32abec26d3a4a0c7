import type { CohortView } from "#lib/browser/helpdesk/cohort/cohort-session.ts";
import type { CohortPerson } from "#lib/browser/helpdesk/cohort/roster.ts";
import type { Rehearsed } from "#lib/browser/helpdesk/expire/expiry-calls.ts";
import type { RunView } from "#lib/browser/helpdesk/expire/expiry-run.ts";
import {
	AUDIT_ACTIONS,
	type AuditAction,
	type AuditDetails,
	type AuditVerdict,
} from "#lib/core/audit/audit-entry.ts";
import { OF_RUN, PERSON, row } from "#lib/core/audit/example-row.ts";
import { type CohortSnapshot, countStates } from "#lib/core/cohort/cohort-counts.ts";
import { exampleCandidate, exampleMember } from "#lib/core/cohort/example-people.ts";
import {
	countStates as countResults,
	EXPIRY_STATES,
	type ExpiryRow,
} from "#lib/core/cohort/expiry-row.ts";
import { calendarDay } from "#lib/core/link/calendar-day.ts";
import type { LinkCounts } from "#lib/core/link/link.ts";
import { partOf } from "#lib/core/part-of.ts";
import { type PersonReason, type PersonState, STATE_OF } from "#lib/core/person/person-state.ts";
import type { SignIn } from "#lib/entra/sign-in/sign-in.ts";

export const NOW = new Date("2026-11-29T09:40:00Z");
const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);

const REASONS = Object.keys(STATE_OF) as PersonReason[];

const whereFor = (reason: PersonReason, minutes: number): PersonState => ({
	state: STATE_OF[reason],
	reason,
	since: minutesAgo(minutes),
	isWatched: false,
	arrived: STATE_OF[reason] === "waiting" ? { count: 1, of: 2 } : undefined,
	doubt: undefined,
	tries: undefined,
	lock:
		reason === "locked"
			? { until: minutesAgo(-30), isUntilUnlocked: false, password: "new" }
			: undefined,
});

/** One person for each reason. */
export const BOARD: CohortPerson[] = REASONS.map((reason, n) => ({
	id: reason,
	member: exampleMember({
		id: reason,
		displayName: n === 0 ? "Maria Magdalena von Hohenstaufen-Montgomery" : `Person ${n}`,
		userPrincipalName:
			reason === "external" ? "ada_fabrikam.com#EXT#@contoso.com" : `person${n}@contoso.com`,
		lastPasswordChangeAt: minutesAgo(7 * n * n),
		isSynchronised: n % 5 === 0,
		isExternal: reason === "external",
	}),
	where: whereFor(reason, 7 * n * n),
	hasBegun: false,
}));

/** A month in which 500 people change, and most are seen to work. */
export const HISTORY: CohortSnapshot[] = Array.from({ length: 30 }, (_, day) => ({
	at: minutesAgo((29 - day) * 24 * 60),
	counts: {
		...countStates([]),
		"has-to-change": 500 - 15 * day,
		waiting: 2 * day,
		usable: 13 * day,
	},
}));

/** A day that the group is not going to meet. */
export const DEADLINE = calendarDay(NOW, 2);

const view = (changes: Partial<CohortView>): CohortView => ({
	phase: "reading",
	failure: undefined,
	portalFailure: undefined,
	waitUntil: undefined,
	total: 500,
	lookedUp: 0,
	people: BOARD,
	counts: countStates([]),
	left: 0,
	now: NOW,
	...changes,
});

export const READING = {
	"size unknown": view({ people: [], total: undefined }),
	"the group": view({}),
	"the domain": view({ phase: "looking-up", total: BOARD.length, lookedUp: 20 }),
	"asked to wait": view({ waitUntil: NOW }),
};

export const CANDIDATE = exampleCandidate();

/** One person for each result. */
export const RESULTS: ExpiryRow[] = EXPIRY_STATES.map((state) => ({
	id: state,
	displayName: "Pia Berg",
	userPrincipalName: "pia@contoso.com",
	lastPasswordChangeAt: undefined,
	state,
	at: NOW,
	sends: 1,
	code: state === "refused" ? "Authorization_RequestDenied" : "",
	isAudited: true,
}));

/** Reads and sends nothing. */
export const NOBODY = partOf<SignIn>({ client: { getActiveAccount: () => null } });

export const REHEARSED: Rehearsed = {
	people: [
		CANDIDATE,
		exampleCandidate({ id: "guest", displayName: "Ada Guest", isExternal: true }),
	],
	unread: [],
	reach: "perhaps-people-without-role",
	protectedIds: new Set(),
	rolesFailure: { code: "graph-throttled" },
	mayExpire: true,
};

const run = (heldUpBy?: RunView["heldUpBy"]): RunView => ({
	counts: { ...countResults(RESULTS), expired: 340, waiting: 150 },
	total: 500,
	heldUpBy,
});

export const RUNS = {
	running: { view: run(), isPausing: false },
	"held up": { view: run("network"), isPausing: false },
	pausing: { view: run(), isPausing: true },
};

export const ENDS = ["complete", "paused", "elsewhere", "not-written"] as const;

export const LINK_COUNTS: LinkCounts[] = [
	{ opened: 0, "signed-in": 0, begun: 0, changed: 0, usable: 0 },
	{ opened: 1200, "signed-in": 900, begun: 880, changed: 850, usable: 640 },
];

export const VERDICTS: Record<string, AuditVerdict> = {
	intact: { ok: true, rows: 7, first: 1, last: 7, hash: "00", keyId: "" },
	empty: { ok: true, rows: 0, first: 0, last: 0, hash: "", keyId: "" },
	broken: { ok: false, breaks: [{ seq: 4, upTo: 4, reason: "changed" }], isMore: true },
};

const DETAILS: Partial<Record<AuditAction, AuditDetails>> = {
	"reference-looked-up": { reference: "KT-7Q3M-2XNA" },
	"cohort-looked-up": { people: 500 },
	"deadline-set": { day: DEADLINE },
	"expiry-begun": { how: "new", people: 12 },
	"expiry-results": { people: 12 },
	"expiry-ended": { how: "complete", expired: 10, refused: 2 },
	"temporary-password-ended": { outcome: "set" },
	"audit-pruned": { rows: 340 },
};

const RESULT = ["done", "partly", "failed"] as const;

export const AUDIT_ROWS = AUDIT_ACTIONS.map((action, n) =>
	row({
		seq: AUDIT_ACTIONS.length - n,
		at: minutesAgo(n),
		action,
		subject: action.startsWith("expiry") ? OF_RUN : PERSON,
		details: DETAILS[action] ?? {},
		result: RESULT[n % RESULT.length] ?? "done",
	}),
);
