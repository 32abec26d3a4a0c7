import type { ControllerAccount } from "../account-view.ts";
import type { Member } from "../cohort/member.ts";
import type { AccountBlock } from "../readiness/account-block.ts";
import { type Doubt, LATE_AFTER_MS } from "../readiness/readiness.ts";
import { type Finding, type Headline, headlineOf, triesAgainst } from "../watch/status-message.ts";
import type { WatchView, WrongTries } from "../watch/watch-view.ts";

/** The states of a person, in the order of the journey. */
export const PERSON_STATES = [
	"has-to-change",
	"waiting",
	"probably",
	"usable",
	"blocked",
	"cannot",
	"unknown",
] as const;
export type PersonStateName = (typeof PERSON_STATES)[number];

/** Each reason and the one state it belongs to. Every reason has a text in the catalogues. */
export const STATE_OF = {
	/** No account in the managed domain. */
	absent: "has-to-change",
	/** An account without a password. */
	"no-password": "has-to-change",
	/** No password there, and none was set since the managed domain was created. */
	"before-domain": "has-to-change",
	/** The password there must be changed at the next sign-in. */
	"must-change": "has-to-change",
	/** The helpdesk has set a temporary password. */
	temporary: "has-to-change",
	waiting: "waiting",
	/** For over an hour. */
	late: "waiting",
	/** A watch saw keys arrive; whether they belong to the last change is in doubt. */
	unproven: "probably",
	/** No watch saw it: the keys are not older than Entra's date, which is weak evidence. */
	"by-time": "probably",
	/** Also by time; a later attempt of the form was not answered, and Entra shows no change since. */
	unanswered: "probably",
	/** A watch saw the keys arrive everywhere. */
	seen: "usable",
	locked: "blocked",
	disabled: "blocked",
	"account-expired": "blocked",
	"password-expired": "blocked",
	"smart-card-required": "blocked",
	"no-logon-hours": "blocked",
	"one-kind": "blocked",
	"not-in-scope": "blocked",
	external: "cannot",
	"switched-off": "cannot",
	/** The managed domain has not been asked yet. */
	"not-read-yet": "unknown",
	/** The portal's server did not answer for this person. */
	"not-answered": "unknown",
	"not-watched": "unknown",
	unread: "unknown",
	/** Every controller that answers has the password, and one does not answer. */
	"one-unread": "unknown",
	"two-accounts": "unknown",
	/** A watch is in doubt, and trying is not advised. */
	unconfirmed: "unknown",
	/** It worked, and other keys have arrived since. */
	"moved-on": "unknown",
	"no-date": "unknown",
} as const satisfies Record<string, PersonStateName>;
export type PersonReason = keyof typeof STATE_OF;

export type PersonState = {
	state: PersonStateName;
	reason: PersonReason;
	/** When the password was changed, or since when it works; `undefined` where nothing has happened. */
	since: Date | undefined;
	/** How many controllers hold the new password, while it is on its way. */
	arrived: { count: number; of: number } | undefined;
	/** Why a watch is in doubt. */
	doubt: Doubt | undefined;
	/** Wrong attempts already counted, so that the next one has to wait. */
	tries: WrongTries | undefined;
	lock: Lock | undefined;
	/** Whether the person's watch follows the last change. */
	isWatched: boolean;
};

/** A lockout, and which password to use afterwards. */
export type Lock = {
	/** When it ends without an unlock, if known. */
	until: Date | undefined;
	isUntilUnlocked: boolean;
	/** `new`: it has arrived. `wait`: it has not. `last`: no change is known. */
	password: "new" | "wait" | "last";
};

/** What Entra says about a person that decides their state. */
export type EntraFacts = Pick<
	Member,
	"isExternal" | "isEnabled" | "isSynchronised" | "lastPasswordChangeAt"
>;

/** What a person's current watch says. */
export type WatchFinding = Finding &
	Pick<WatchView, "stateSince" | "changedAt" | "usableAt"> & {
		controllers?: Pick<WatchView["controllers"][number], "keys">[];
		/** It follows a temporary password, whose date in Entra is its own. */
		isTemporary?: boolean;
	};

/** What the portal knows about a person; `controllers`: what they hold, or why that is unknown. */
export type Known = {
	controllers: readonly ControllerAccount[] | "not-read-yet" | "not-answered";
	domainMadeAt: Date | undefined;
	watch: WatchFinding | undefined;
};

/** The domain, the portal and Entra have separate clocks, and some of their times have whole seconds. */
const SAME_TIME_MS = 2 * 60_000;
/** Entra's date of one change, read twice and rounded in two ways. */
const SAME_DATE_MS = 2_000;

/**
 * Whether Entra has a change later than the one that a watch follows. Only a later date is
 * evidence: replicas of the directory may answer with an older one.
 *
 * @param lastChangeAt Entra's `lastPasswordChangeDateTime`
 */
export function isOfLaterChange(
	lastChangeAt: Date | undefined,
	watch: Pick<WatchFinding, "changedAt" | "usableAt" | "stateSince" | "isTemporary">,
): boolean {
	const { changedAt, usableAt, stateSince, isTemporary } = watch;
	const followed = changedAt ?? usableAt ?? stateSince;
	// Two dates of Entra's can be compared to the second: people may change a password twice within a minute.
	const isEntras = changedAt !== undefined && (isTemporary || isWholeSeconds(changedAt));
	const toleranceMs = isEntras ? SAME_DATE_MS : SAME_TIME_MS;
	return lastChangeAt !== undefined && lastChangeAt.getTime() - followed.getTime() > toleranceMs;
}

/** Entra's dates have whole seconds; what the portal records where it has none hardly ever does. */
function isWholeSeconds(date: Date): boolean {
	return date.getMilliseconds() === 0;
}

/**
 * The one state of a person at `now`, used by the board, its files and counts, the page for one
 * person and the creation of status links.
 *
 * A watch has observed a change itself, so it takes precedence over dates; but never about a later
 * change, and a lockout counts at once, whichever reading shows it. "Has to change" applies to
 * people without a password in the managed domain, and to those whose password is older than the
 * domain ("any password hashes stored at that point are also deleted", Microsoft Learn,
 * tutorial-create-instance). It never follows from the age of Entra's date, which creating an
 * account sets too.
 */
export function personState(entra: EntraFacts, known: Known, now: Date): PersonState {
	if (entra.isExternal) return stateFor("external");
	if (!entra.isEnabled) return stateFor("switched-off");
	const { controllers } = known;
	if (typeof controllers === "string") return stateFor(controllers);
	const isOfEarlier = known.watch && isOfLaterChange(entra.lastPasswordChangeAt, known.watch);
	const seen = known.watch && !isOfEarlier ? stateFromWatch(known.watch, now) : undefined;
	const held = () =>
		olderThanDomain(entra, controllers, known.domainMadeAt) ??
		byTime(entra, { controllers, isKnownToChange: isOfEarlier === true }, now);
	const found = seen
		? { ...seen, isWatched: true }
		: withTry(held(), isOfEarlier ? undefined : known.watch);
	const block = presentIn(controllers).find((c) => c.block)?.block;
	return block ? withBlock(found, block) : found;
}

/** "The password that you set last" must not mean one from an attempt that seems to have failed. */
function withTry(found: PersonState, watch: WatchFinding | undefined): PersonState {
	const isUnanswered = watch?.isUnanswered && found.reason === "by-time";
	return isUnanswered ? { ...found, reason: "unanswered" } : found;
}

/** A block that new keys resolve does not affect people who are waiting for them. */
function withBlock(found: PersonState, block: AccountBlock): PersonState {
	const isMended = block.kind === "must-change" || block.kind === "password-expired";
	if (block.kind === "must-change" && found.reason === "temporary") return found;
	if (isMended && found.state === "waiting" && found.isWatched) return found;
	const blocked = { ...stateFor(block.kind), since: found.since, isWatched: found.isWatched };
	if (block.kind !== "locked") return blocked;
	const { until, isUntilUnlocked } = block;
	return { ...blocked, lock: { until, isUntilUnlocked, password: passwordAfter(found) } };
}

function passwordAfter({ state, isWatched }: PersonState): Lock["password"] {
	if (state === "waiting") return "wait";
	return isWatched && (state === "usable" || state === "blocked") ? "new" : "last";
}

/** `undefined`: it is not known yet whether the password was changed, so the domain's own data says more. */
const REASON_OF: Record<Headline, PersonReason | undefined> = {
	open: undefined,
	begun: undefined,
	ended: undefined,
	waiting: "waiting",
	arriving: "waiting",
	completing: "waiting",
	late: "late",
	usable: "seen",
	probably: "unproven",
	unproven: "unconfirmed",
	checking: "unconfirmed",
	unseen: "unread",
	unwatched: "not-watched",
	"moved-on": "moved-on",
	locked: "locked",
	disabled: "disabled",
	"account-expired": "account-expired",
	"must-change": "must-change",
	"password-expired": "password-expired",
	"smart-card-required": "smart-card-required",
	"no-logon-hours": "no-logon-hours",
	"one-kind": "one-kind",
	"domain-rebuilt": "before-domain",
	"not-in-scope": "not-in-scope",
};

function stateFromWatch(watch: WatchFinding, now: Date): PersonState | undefined {
	const { changedAt, usableAt, stateSince, obstacle, doubt, controllers } = watch;
	const seen = REASON_OF[headlineOf(watch)];
	const reason = seen === "must-change" && watch.isTemporary ? "temporary" : seen;
	if (!reason) return undefined;
	const since = changedAt ?? stateSince;
	if (STATE_OF[reason] === "waiting") {
		const count = controllers?.filter(({ keys }) => keys.kind === "new").length ?? 0;
		return changing(since, now, controllers && { count, of: controllers.length });
	}
	const lock =
		obstacle?.kind === "locked"
			? {
					until: obstacle.until,
					isUntilUnlocked: obstacle.isUntilUnlocked,
					password: "new" as const,
				}
			: undefined;
	const isSeen = reason === "seen";
	return {
		...stateFor(reason, isSeen ? (usableAt ?? since) : since),
		doubt: doubt?.reason,
		tries: reason === "unproven" ? triesAgainst(watch) : undefined,
		lock: reason === "locked" ? lock : undefined,
	};
}

/** Synchronised people's keys come from on-premises, whatever the date. */
function olderThanDomain(
	{ lastPasswordChangeAt, isSynchronised }: EntraFacts,
	controllers: readonly ControllerAccount[],
	domainMadeAt: Date | undefined,
): PersonState | undefined {
	const holdsPassword = presentIn(controllers).some((c) => c.passwordSetAt !== undefined);
	if (isSynchronised || holdsPassword || controllers.length === 0) return undefined;
	if (!domainMadeAt || !lastPasswordChangeAt) return undefined;
	return lastPasswordChangeAt < domainMadeAt ? stateFor("before-domain") : undefined;
}

type Held = {
	controllers: readonly ControllerAccount[];
	/** Entra's date is later than a watched change, so it is not the account's creation. */
	isKnownToChange: boolean;
};

/** Without a watch, only the time of the keys is left, which is weak evidence. */
function byTime(
	{ lastPasswordChangeAt }: EntraFacts,
	{ controllers, isKnownToChange }: Held,
	now: Date,
): PersonState {
	if (controllers.length === 0) return stateFor("not-watched");
	if (controllers.some(({ kind }) => kind === "twins")) return stateFor("two-accounts");
	const read = controllers.filter(({ kind }) => kind !== "unread");
	if (read.length === 0) return stateFor("unread");
	const present = presentIn(controllers);
	const setAt = present.flatMap((c) => (c.passwordSetAt instanceof Date ? [c.passwordSetAt] : []));
	if (setAt.length === 0 && !isKnownToChange) {
		return stateFor(present.length === 0 ? "absent" : "no-password");
	}
	if (!lastPasswordChangeAt) return stateFor("no-date");
	const arrived = setAt.filter(
		(at) => at.getTime() >= lastPasswordChangeAt.getTime() - SAME_TIME_MS,
	);
	if (arrived.length < read.length) {
		const counted = { count: arrived.length, of: controllers.length };
		return changing(lastPasswordChangeAt, now, counted);
	}
	const since = new Date(Math.max(...arrived.map((at) => at.getTime())));
	return stateFor(read.length === controllers.length ? "by-time" : "one-unread", since);
}

type Present = Extract<ControllerAccount, { kind: "present" }>;

function presentIn(controllers: readonly ControllerAccount[]): Present[] {
	return controllers.filter((c): c is Present => c.kind === "present");
}

function changing(since: Date, now: Date, arrived: PersonState["arrived"]): PersonState {
	const isLate = now.getTime() - since.getTime() > LATE_AFTER_MS;
	return { ...stateFor(isLate ? "late" : "waiting", since), arrived };
}

function stateFor(reason: PersonReason, since?: Date): PersonState {
	return {
		state: STATE_OF[reason],
		reason,
		since,
		arrived: undefined,
		doubt: undefined,
		tries: undefined,
		lock: undefined,
		isWatched: false,
	};
}
