import type { Habits } from "../readiness/habits.ts";
import { type Change, changeOf, type PersonLedger, withChange } from "../readiness/ledger.ts";
import {
	type Doubt,
	type Readiness,
	type ReadinessState,
	readiness,
} from "../readiness/readiness.ts";

/** A watch ends this long after it was opened, usable or not. */
export const WATCH_LIFETIME_MS = 72 * 60 * 60_000;

/** The person whose account is watched, by the token that opened the watch. */
export type Person = {
	/** Entra's object id, in lower case. */
	id: string;
	userPrincipalName: string;
};

/** Where and in which language a person is written to. */
export type Notice = {
	/** The mail address that Entra holds. */
	mail: string;
	/** A language of the portal, e.g. `de`. */
	locale: string;
};

/**
 * The portal's record of following one change of one person. What the controllers held, and what other
 * changes there are, is in the person's ledger.
 */
export type Watch = {
	/** The unguessable name of the watch; it shows the state, never whose it is. */
	ticket: string;
	person: Person;
	/** `undefined`: no mail is sent about this watch. */
	notice: Notice | undefined;
	openedAt: Date;
	/** When the baseline was taken: at opening, or again before another try. */
	baselineAt: Date;
	/** Entra's `lastPasswordChangeDateTime` after the change; `undefined` while none was reported. */
	changedAt: Date | undefined;
	usableAt: Date | undefined;
	state: ReadinessState;
	/** Why the state is `unconfirmed`. */
	doubt: Doubt | undefined;
	/** Since when it has been this state, with this doubt. */
	stateSince: Date;
	/** The names of the controllers that are watched. */
	controllers: string[];
	/** The last time that the form sent passwords to Graph; missing while it never has. */
	lastTry?: Try | undefined;
	ended: { at: Date; reason: EndReason } | undefined;
	/** Grows by one whenever what is shown has changed; the id of its events. */
	revision: number;
};

/** One try of the form. Until its end is told, nobody knows whether it has changed the password. */
export type Try = {
	at: Date;
	/** Entra's date just before, and before every try that it follows of which nobody knows; null: none. */
	lastChangedAt: Date | null | undefined;
	/** Graph has said of it, and of every try before it, that nothing was changed. */
	isRefused: boolean;
};

/** `expired`: its lifetime is over. `superseded`: the same person has changed the password again. */
export type EndReason = "expired" | "superseded";

/** What a watch is judged by, beside itself. */
export type Surroundings = {
	ledger: PersonLedger;
	/** The controllers of today's settings, by id. */
	controllerIds: readonly string[];
	habits: Habits;
};

type Opening = { notice?: Notice | undefined; now: Date };

/** Opens a watch; the ledger knows already of the change that is about to be sent. */
export function openWatch(ticket: string, person: Person, { notice, now }: Opening): Watch {
	return {
		ticket,
		person,
		notice,
		openedAt: now,
		baselineAt: now,
		changedAt: undefined,
		usableAt: undefined,
		state: "open",
		doubt: undefined,
		stateSince: now,
		controllers: [],
		ended: undefined,
		revision: 1,
	};
}

/** Another try of the same watch is about to be sent, with a baseline of its own. */
export function retakeBaseline(watch: Watch, { notice, now }: Opening): Watch {
	return { ...watch, notice, baselineAt: now };
}

/** The form is about to send passwords. While nobody knows of a try before, the date of before that one counts. */
export function withTry(watch: Watch, { at, lastChangedAt }: Omit<Try, "isRefused">): Watch {
	const open = openTry(watch);
	const date = open ? open.lastChangedAt : lastChangedAt;
	return { ...watch, lastTry: { at, lastChangedAt: date, isRefused: false } };
}

/** Graph has refused the last try, and with it every one before. */
export function withRefusedTry(watch: Watch): Watch {
	return watch.lastTry ? { ...watch, lastTry: { ...watch.lastTry, isRefused: true } } : watch;
}

/** The last try, while nobody knows whether it has changed the password. */
export function openTry({ state, lastTry }: Watch): Try | undefined {
	return state === "open" && lastTry && !lastTry.isRefused ? lastTry : undefined;
}

/** What is shown of a watch now. `undefined`: the ledger knows nothing of its change. */
export function watchReadiness(
	watch: Watch,
	surroundings: Surroundings,
	now: Date,
): Readiness | undefined {
	const change = changeOf(surroundings.ledger, watch.ticket);
	return change && readiness({ ...surroundings, change }, now);
}

/** A watch and its person's ledger after another judgement, and what is shown of it, to be compared with. */
export type Judged = { watch: Watch; ledger: PersonLedger; shown: string };

/**
 * Judges a watch by what is known now. The watch stays the same object while nothing that is shown has
 * changed; the ledger notes what each controller held when it was usable.
 *
 * @param shownBefore what was shown of it when it was judged last
 */
export function judgeWatch(
	watch: Watch,
	surroundings: Surroundings,
	{ shownBefore, now }: { shownBefore: string | undefined; now: Date },
): Judged {
	const change = changeOf(surroundings.ledger, watch.ticket);
	if (!change) return { watch, ledger: surroundings.ledger, shown: shownBefore ?? "" };
	const found = readiness({ ...surroundings, change }, now);
	const hasStayed = found.state === watch.state && found.doubt === watch.doubt;
	const next: Watch = {
		...watch,
		changedAt: change.changedAt,
		state: found.state,
		doubt: found.doubt,
		usableAt: found.state === "usable" ? (watch.usableAt ?? now) : undefined,
		stateSince: hasStayed ? watch.stateSince : now,
		controllers: found.controllers.map(({ name }) => name),
	};
	const shown = whatIsShown(next, found);
	// After a start only what is stored can be compared.
	const isSame = shownBefore === undefined ? isSameState(watch, next) : shown === shownBefore;
	return {
		watch: isSame ? watch : { ...next, revision: watch.revision + 1 },
		ledger: settle(surroundings.ledger, change, found, now),
		shown,
	};
}

function isSameState(a: Watch, b: Watch): boolean {
	const parts = ({ state, doubt, changedAt, usableAt }: Watch) =>
		JSON.stringify([state, doubt, changedAt, usableAt]);
	return parts(a) === parts(b);
}

/** What each controller holds when it is usable: whatever comes after it is another password's. */
function settle(
	ledger: PersonLedger,
	change: Change,
	{ settled }: Readiness,
	now: Date,
): PersonLedger {
	if (!settled || !change.ticket) return ledger;
	const before = change.usable;
	const ids = Object.keys(settled);
	const isSame = before && ids.every((id) => before.holdings[id]?.keys === settled[id]?.keys);
	if (isSame && ids.length === Object.keys(before.holdings).length) return ledger;
	const usable = { at: before?.at ?? now, holdings: settled };
	return withChange(ledger, change.ticket, (one) => ({ ...one, usable }));
}

/** All that a page shows of a watch, except when it was read last. */
function whatIsShown(watch: Watch, found: Readiness): string {
	const parts = found.controllers.map(({ readAt: _, ...rest }) => rest);
	const { state, doubt, changedAt, usableAt } = watch;
	return JSON.stringify([state, doubt, changedAt, usableAt, found.obstacle, parts]);
}

/** Ends a watch, also for those who look at it. */
export function endWatch(watch: Watch, reason: EndReason, now: Date): Watch {
	return { ...watch, ended: { at: now, reason }, revision: watch.revision + 1 };
}

/** Whether the watch is over at `now`, by its lifetime or by an earlier end. */
export function hasEnded(watch: Watch, now: Date): boolean {
	return watch.ended !== undefined || now.getTime() - watch.openedAt.getTime() > WATCH_LIFETIME_MS;
}
