import { type Standing, standing } from "../helpdesk/standing.ts";
import type { AccountBlock } from "../readiness/account-block.ts";
import { LATE_AFTER_MS } from "../readiness/readiness.ts";
import type { CohortHeld, CohortWatch } from "./cohort-held.ts";
import type { Member } from "./member.ts";

/** Where a member of a cohort is, in the order of the way. */
export const COHORT_STATES = [
	"has-to-change",
	"waiting",
	"usable",
	"blocked",
	"cannot",
	"unknown",
] as const;
export type CohortState = (typeof COHORT_STATES)[number];

/** Why, and the one state that each reason belongs to. Every reason has a sentence in the catalogues. */
export const STATE_OF = {
	/** No account in the managed domain. */
	absent: "has-to-change",
	/** An account without a password. */
	"no-password": "has-to-change",
	/** No password there, and none was set since the managed domain was made. */
	"before-domain": "has-to-change",
	/** The password that was there does not count any more. */
	"must-change": "has-to-change",
	waiting: "waiting",
	/** For over an hour. */
	late: "waiting",
	/** A watch has seen the keys arrive everywhere. */
	seen: "usable",
	/** By the time of the keys alone, which is weak. */
	"by-time": "usable",
	locked: "blocked",
	disabled: "blocked",
	"password-expired": "blocked",
	"other-obstacle": "blocked",
	external: "cannot",
	"switched-off": "cannot",
	/** The managed domain was not asked yet. */
	"not-read-yet": "unknown",
	/** The portal's server did not answer for this person. */
	"not-answered": "unknown",
	"not-watched": "unknown",
	unread: "unknown",
	/** Every controller that answers has the password, and one does not answer. */
	"one-unread": "unknown",
	unconfirmed: "unknown",
	"no-date": "unknown",
} as const satisfies Record<string, CohortState>;
export type CohortReason = keyof typeof STATE_OF;

export type MemberState = {
	state: CohortState;
	reason: CohortReason;
	/** Since when: changed at, works since; `undefined` where nothing has happened. */
	since: Date | undefined;
	/** When a lockout ends by itself, where it is known. */
	until: Date | undefined;
};

/** What is known of the managed domain; `held`: of this person, or why nothing is. */
export type Known = {
	held: CohortHeld | "not-read-yet" | "not-answered";
	domainMadeAt: Date | undefined;
};

/**
 * Finds the one state of a member at `now`.
 *
 * "Has to change" is said of those without an account or a password in the managed domain, and of those
 * whose password is older than the domain, so that its keys cannot be there ("Any password hashes stored
 * at that point are also deleted", Microsoft Learn, tutorial-create-instance). It is never said because
 * Entra's date is old or recent: making an account sets it too.
 */
export function memberState(member: Member, { held, domainMadeAt }: Known, now: Date): MemberState {
	if (member.isExternal) return because("external");
	if (!member.isEnabled) return because("switched-off");
	if (typeof held === "string") return because(held);
	const found = standing(member, held);
	if (found.kind === "blocked" && found.block.kind !== "must-change") return ofBlock(found.block);
	return (
		ofWatch(held.watch, found, now) ??
		olderThanDomain(member, found, domainMadeAt) ??
		ofStanding(found, now)
	);
}

/** A watch has seen the change itself, so it is believed; but not about a change that came after it. */
function ofWatch(
	watch: CohortWatch | undefined,
	found: Standing,
	now: Date,
): MemberState | undefined {
	if (!watch) return undefined;
	const { state, changedAt, usableAt, stateSince, obstacle } = watch;
	const since = changedAt ?? stateSince;
	if (found.kind === "waiting" && found.since.getTime() - since.getTime() > OTHER_CHANGE_MS) {
		return undefined;
	}
	switch (state) {
		case "waiting":
		case "arriving":
		case "late":
			return changing(since, now);
		case "usable":
			return because("seen", usableAt ?? since);
		case "blocked":
			return obstacle ? ofObstacle(obstacle) : because("other-obstacle");
		case "unconfirmed":
			return because("unconfirmed", since);
		// It is not known yet whether it was changed: what the domain holds says more.
		default:
			return undefined;
	}
}

/** Entra's clock and the portal's differ, and Entra's date is in whole seconds. */
const OTHER_CHANGE_MS = 2 * 60_000;

/** Synchronised people's keys come from on-premises, whatever the date. */
function olderThanDomain(
	{ lastPasswordChangeAt, isSynchronised }: Member,
	found: Standing,
	domainMadeAt: Date | undefined,
): MemberState | undefined {
	const holdsNone = found.kind === "has-to-change" || isUnread(found);
	if (isSynchronised || !holdsNone || !domainMadeAt || !lastPasswordChangeAt) return undefined;
	return lastPasswordChangeAt < domainMadeAt ? because("before-domain") : undefined;
}

const isUnread = (found: Standing) => found.kind === "unknown" && found.because === "unread";

function ofStanding(found: Standing, now: Date): MemberState {
	switch (found.kind) {
		case "cannot":
			return because(found.because === "external" ? "external" : "switched-off");
		case "has-to-change":
			return because(found.because);
		case "waiting":
			return changing(found.since, now);
		case "usable":
			return because(found.isEverywhere ? "by-time" : "one-unread", found.since);
		case "blocked":
			return ofBlock(found.block);
		case "unknown":
			return because(found.because);
	}
}

function ofObstacle(obstacle: NonNullable<CohortWatch["obstacle"]>): MemberState {
	switch (obstacle.kind) {
		case "locked":
		case "disabled":
		case "must-change":
		case "password-expired":
			return ofBlock(obstacle);
		default:
			return because("other-obstacle");
	}
}

function ofBlock(block: AccountBlock): MemberState {
	if (block.kind === "locked") return { ...because("locked"), until: block.until };
	return because(isNamed(block.kind) ? block.kind : "other-obstacle");
}

const isNamed = (
	kind: AccountBlock["kind"],
): kind is "disabled" | "must-change" | "password-expired" =>
	kind === "disabled" || kind === "must-change" || kind === "password-expired";

function changing(since: Date, now: Date): MemberState {
	return because(now.getTime() - since.getTime() > LATE_AFTER_MS ? "late" : "waiting", since);
}

function because(reason: CohortReason, since?: Date): MemberState {
	return { state: STATE_OF[reason], reason, since, until: undefined };
}
