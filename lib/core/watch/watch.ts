import type { Habits } from "../readiness/habits.ts";
import {
	type Change,
	changeOf,
	DATE_SHOWN_AFTER_MS,
	type PersonLedger,
	withChange,
} from "../readiness/ledger.ts";
import {
	type ControllerReadiness,
	type Doubt,
	type Readiness,
	type ReadinessState,
	readiness,
} from "../readiness/readiness.ts";

/** A watch ends this long after it was opened, usable or not. */
export const WATCH_LIFETIME_MS = 72 * 60 * 60_000;

/** The person whose account is watched, from the token that opened the watch. */
export type Person = {
	/** Entra's object id, in lower case. */
	id: string;
	userPrincipalName: string;
};

/** Where and in which language the person gets mail. */
export type Notice = {
	/** The mail address in Entra. */
	mail: string;
	/** A language of the portal, e.g. `de`. */
	locale: string;
};

/**
 * The portal's record of following one change of one person. What the controllers held, and which
 * other changes there are, is in the person's ledger.
 */
export type Watch = {
	/** The unguessable name of the watch; it shows the state, never whose it is. */
	ticket: string;
	person: Person;
	/** `undefined`: no mail is sent about this watch. */
	notice: Notice | undefined;
	openedAt: Date;
	/** When the baseline was taken: at opening, or again before a further attempt. */
	baselineAt: Date;
	/** Entra's `lastPasswordChangeDateTime` after the change; `undefined` while none was reported. */
	changedAt: Date | undefined;
	usableAt: Date | undefined;
	state: ReadinessState;
	/** Why the state is `unconfirmed`. */
	doubt: Doubt | undefined;
	/** Since when it has had this state and doubt. */
	stateSince: Date;
	/** The names of the watched controllers. */
	controllers: string[];
	/** The last time that the form sent passwords to Graph; missing if it never has. */
	lastTry?: Try | undefined;
	/** Since when a change on another page is followed; missing if the form was tried later. */
	begun?: Begun | undefined;
	ended: { at: Date; reason: EndReason } | undefined;
	/** Increases whenever what is shown changes; the id of its events. */
	revision: number;
};

/** One attempt of the form. Until its outcome is reported, it is unknown whether it changed the password. */
export type Try = {
	at: Date;
	/** The name that the browser gave it, by which it recognises one that it announced but never sent. */
	attempt?: string | undefined;
	/** Entra's date just before it, and before all previous attempts with unknown outcome; null: no date. */
	lastChangedAt: Date | null | undefined;
	/** Graph reported that this attempt, and every one before it, changed nothing. */
	isRefused: boolean;
};

/** The start of a change on another page, and Entra's date just before it; null: no date. */
export type Begun = Omit<Try, "attempt" | "isRefused">;

/** `expired`: its lifetime is over. `superseded`: the same person has changed the password again. */
export type EndReason = "expired" | "superseded";

/** The facts that a watch is judged by, besides itself. */
export type Surroundings = {
	ledger: PersonLedger;
	/** The currently configured controllers, by id. */
	controllerIds: readonly string[];
	habits: Habits;
};

type Opening = { notice?: Notice | undefined; now: Date };

/** Opens a watch; the ledger already contains the change that is about to be sent. */
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

/** A further attempt of the same watch is about to be sent, with its own baseline. */
export function retakeBaseline(watch: Watch, { notice, now }: Opening): Watch {
	return { ...watch, notice, baselineAt: now };
}

/**
 * The form is about to send passwords. While an earlier attempt's outcome is unknown, the date from
 * before that one counts.
 */
export function withTry(watch: Watch, tried: Omit<Try, "isRefused">): Watch {
	const { lastChangedAt } = openTry(watch) ?? tried;
	return { ...watch, lastTry: { ...tried, lastChangedAt, isRefused: false }, begun: undefined };
}

/**
 * Whether a change on another page, started here, is the one that was started before: a moment ago,
 * with the same date in Entra. Later that date shows that there was none, and a new baseline is better.
 */
export function isBegunAgain(watch: Watch, { at, lastChangedAt }: Begun): boolean {
	const { begun } = watch;
	if (!begun || openTry(watch) || lastChangedAt === undefined) return false;
	if (at.getTime() - begun.at.getTime() > DATE_SHOWN_AFTER_MS) return false;
	return begun.lastChangedAt?.getTime() === lastChangedAt?.getTime();
}

/** Graph refused the last attempt, and with it every one before. */
export function withRefusedTry(watch: Watch): Watch {
	return watch.lastTry ? { ...watch, lastTry: { ...watch.lastTry, isRefused: true } } : watch;
}

/** The last attempt, while its outcome is unknown. */
export function openTry({ state, lastTry }: Watch): Try | undefined {
	return state === "open" && lastTry && !lastTry.isRefused ? lastTry : undefined;
}

/** The current readiness of a watch. Of a change that is not in the ledger nothing is known. */
export function watchReadiness(watch: Watch, surroundings: Surroundings, now: Date): Readiness {
	const change = changeOf(surroundings.ledger, watch.ticket);
	return change ? readiness({ ...surroundings, change }, now) : NOTHING_KNOWN;
}

const NOTHING_KNOWN: Readiness = {
	state: "unconfirmed",
	controllers: [],
	obstacle: undefined,
	doubt: "not-read",
	settled: undefined,
};

/**
 * A watch and its person's ledger after another judgement, and what is shown of it, to be compared with;
 * `undefined` while a controller was not read for long, as after a start: that alone is no news.
 */
export type Judged = { watch: Watch; ledger: PersonLedger; shown: string | undefined };

/**
 * Judges a watch by what is known now. The watch stays the same object until something that is
 * shown changes; the ledger records what each controller held when it was usable.
 *
 * @param shownBefore what was shown at the last judgement
 */
export function judgeWatch(
	watch: Watch,
	surroundings: Surroundings,
	{ shownBefore, now }: { shownBefore: string | undefined; now: Date },
): Judged {
	const change = changeOf(surroundings.ledger, watch.ticket);
	const found = watchReadiness(watch, surroundings, now);
	const hasStayed = found.state === watch.state && found.doubt === watch.doubt;
	const next: Watch = {
		...watch,
		changedAt: change ? change.changedAt : watch.changedAt,
		state: found.state,
		doubt: found.doubt,
		usableAt: found.state === "usable" ? (watch.usableAt ?? now) : undefined,
		stateSince: hasStayed ? watch.stateSince : now,
		controllers: found.controllers.map(({ name }) => name),
	};
	const shown = found.controllers.some(isOutdated) ? undefined : whatIsShown(next, found);
	// After a start only what is stored can be compared.
	const isComparable = shown !== undefined && shownBefore !== undefined;
	const isSame = isComparable ? shown === shownBefore : isSameState(watch, next);
	return {
		watch: isSame ? watch : { ...next, revision: watch.revision + 1 },
		ledger: settle(surroundings.ledger, change, found, now),
		shown,
	};
}

function isOutdated({ keys }: ControllerReadiness): boolean {
	return keys.kind === "unread" && keys.reason === "outdated";
}

function isSameState(a: Watch, b: Watch): boolean {
	const parts = ({ state, doubt, changedAt, usableAt }: Watch) =>
		JSON.stringify([state, doubt, changedAt, usableAt]);
	return parts(a) === parts(b);
}

/** Records what each controller holds when it is usable: anything later belongs to another password. */
function settle(
	ledger: PersonLedger,
	change: Change | undefined,
	{ settled }: Readiness,
	now: Date,
): PersonLedger {
	if (!settled || !change?.ticket) return ledger;
	const before = change.usable;
	const ids = Object.keys(settled);
	const isSame = before && ids.every((id) => before.holdings[id]?.keys === settled[id]?.keys);
	if (isSame && ids.length === Object.keys(before.holdings).length) return ledger;
	const usable = { at: before?.at ?? now, holdings: settled };
	return withChange(ledger, change.ticket, (one) => ({ ...one, usable }));
}

/** Everything that a page shows of a watch, except when it was last read. */
function whatIsShown(watch: Watch, found: Readiness): string {
	const parts = found.controllers.map(({ readAt: _, ...rest }) => rest);
	const { state, doubt, changedAt, usableAt } = watch;
	return JSON.stringify([state, doubt, changedAt, usableAt, found.obstacle, parts]);
}

/** Ends a watch, also on the pages that show it. */
export function endWatch(watch: Watch, reason: EndReason, now: Date): Watch {
	return { ...watch, ended: { at: now, reason }, revision: watch.revision + 1 };
}

/** Whether the watch is over at `now`, by its lifetime or an earlier end. */
export function hasEnded(watch: Watch, now: Date): boolean {
	return watch.ended !== undefined || now.getTime() - watch.openedAt.getTime() > WATCH_LIFETIME_MS;
}
