import { baselineRecord, type ControllerRecord, record } from "../readiness/controller-record.ts";
import type { Observation } from "../readiness/observation.ts";
import {
	OUT_OF_SCOPE_AFTER_MS,
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

/** The portal's record of one change of one person. */
export type Watch = {
	/** The unguessable name of the watch; whoever has it sees the state, never who it is. */
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
	/** The latest change of anybody that has arrived, as far as this watch was told. */
	othersArrivedAt: Date | undefined;
	state: ReadinessState;
	stateSince: Date;
	records: ControllerRecord[];
	ended: { at: Date; because: EndReason } | undefined;
	/** Grows by one whenever what is shown has changed; the id of its events. */
	revision: number;
};

/** `expired`: its lifetime is over. `superseded`: the same person has changed the password again. */
type EndReason = "expired" | "superseded";

/** What one controller answered. */
export type ControllerAnswer = {
	name: string;
	observation: Observation;
	/** When the domain that it serves was made, where it says so. */
	domainMadeAt?: Date | undefined;
};

/** What each controller answered, by the controller's id. */
export type ControllerObservations = ReadonlyMap<string, ControllerAnswer>;

type Opening = {
	observations: ControllerObservations;
	/** The same person's watch of a change that is not usable yet. */
	earlier?: Watch | undefined;
	notice?: Notice | undefined;
	now: Date;
};

/** Opens a watch; what the controllers hold now becomes its baseline. */
export function openWatch(
	ticket: string,
	person: Person,
	{ observations, earlier, notice, now }: Opening,
): Watch {
	return {
		ticket,
		person,
		notice,
		openedAt: now,
		baselineAt: now,
		changedAt: undefined,
		usableAt: undefined,
		othersArrivedAt: undefined,
		state: "open",
		stateSince: now,
		records: baselineRecords(observations, earlier),
		ended: undefined,
		revision: 1,
	};
}

/** Takes the baseline anew before another try; only of use while no change has shown itself. */
export function retakeBaseline(
	watch: Watch,
	{ observations, earlier, notice, now }: Opening,
): Watch {
	if (watch.state !== "open") return watch;
	return { ...watch, notice, baselineAt: now, records: baselineRecords(observations, earlier) };
}

/** The change has happened. Reported again, the later report corrects the time. */
export function reportChange(watch: Watch, changedAt: Date, now: Date): Watch {
	return derive({ ...watch, changedAt }, watch, now);
}

/** Takes in what controllers answered, and derives the state from it. */
export function observe(watch: Watch, observations: ControllerObservations, now: Date): Watch {
	const records = watch.records.map((r) => {
		const answer = observations.get(r.id);
		if (!answer) return r;
		const { name, observation, domainMadeAt = r.domainMadeAt } = answer;
		return record({ ...r, name, domainMadeAt }, observation, watch.changedAt);
	});
	const next = { ...watch, records };
	const isAsBefore = records.every((r, i) => isSameFinding(r, watch.records[i]));
	// Time alone can make a watch late.
	const isSame = isAsBefore && readiness(next, records, now).state === watch.state;
	return isSame ? next : derive(next, watch, now);
}

/** Almost every reading finds what was there before; then what is shown need not be derived anew. */
function isSameFinding(next: ControllerRecord, before: ControllerRecord | undefined): boolean {
	if (next === before) return true;
	return (
		before !== undefined &&
		whatIsFound(next.latest) === whatIsFound(before.latest) &&
		SHOWN.every((name) => next[name] === before[name])
	);
}

/** An account that the controller has not written since is given as the same object again. */
function whatIsFound(latest: Observation): unknown {
	if (latest.kind === "present") return latest.account;
	return latest.kind === "unread" ? latest.reason : latest.kind;
}

/** What of a record decides what is shown, beside the account. */
const SHOWN = ["name", "arrival", "domainMadeAt", "goodVersion", "suspectVersion"] as const;

/**
 * Fits a stored watch to the controllers of today's settings: one that is gone would hold up "usable"
 * for ever, one that is new has no baseline.
 */
export function fitToControllers(
	watch: Watch,
	controllers: readonly { id: string; name: string }[],
	now: Date,
): Watch {
	const known = new Map(watch.records.map((r) => [r.id, r]));
	const records = controllers.map(
		({ id, name }): ControllerRecord =>
			known.get(id) ??
			baselineRecord({ id, name }, { kind: "unread", readAt: now, reason: "not-read-yet" }, false),
	);
	const isSame =
		records.length === watch.records.length && records.every((r, i) => r === watch.records[i]);
	return isSame ? watch : derive({ ...watch, records }, watch, now);
}

/**
 * Whether a watch that still waits has to be told that somebody's change of this time has arrived: only
 * one that is overtaken by much, and only once, so that thousands of watches cost nothing.
 */
export function isNewlyOvertaken(watch: Watch, othersChangedAt: Date): boolean {
	if (!watch.changedAt || watch.usableAt) return false;
	const sinceMs = watch.changedAt.getTime() + OUT_OF_SCOPE_AFTER_MS;
	return othersChangedAt.getTime() > sinceMs && (watch.othersArrivedAt?.getTime() ?? 0) <= sinceMs;
}

/** Somebody's change has become usable: a watch that is overtaken by much may not be in scope. */
export function noteOthersArrived(watch: Watch, changedAt: Date, now: Date): Watch {
	if (watch.othersArrivedAt && watch.othersArrivedAt >= changedAt) return watch;
	return derive({ ...watch, othersArrivedAt: changedAt }, watch, now);
}

/** Ends a watch, for whoever looks at it too. */
export function endWatch(watch: Watch, because: EndReason, now: Date): Watch {
	return { ...watch, ended: { at: now, because }, revision: watch.revision + 1 };
}

/** Whether the watch is over at `now`, by its lifetime or by an earlier end. */
export function hasEnded(watch: Watch, now: Date): boolean {
	return watch.ended !== undefined || now.getTime() - watch.openedAt.getTime() > WATCH_LIFETIME_MS;
}

/** What is shown of a watch now. */
export function watchReadiness(watch: Watch, now: Date): Readiness {
	return readiness(watch, watch.records, now);
}

function baselineRecords(
	observations: ControllerObservations,
	earlier: Watch | undefined,
): ControllerRecord[] {
	return [...observations].map(([id, { name, observation, domainMadeAt }]) => ({
		...baselineRecord({ id, name }, observation, isPendingAt(earlier, id)),
		domainMadeAt,
	}));
}

/** Whether an earlier change had not been seen on a controller. */
function isPendingAt(earlier: Watch | undefined, controllerId: string): boolean {
	if (!earlier?.changedAt || earlier.usableAt) return false;
	return !earlier.records.find((r) => r.id === controllerId)?.arrival;
}

function derive(next: Watch, before: Watch, now: Date): Watch {
	const { state, usableAt } = readiness(next, next.records, now);
	const derived = {
		...next,
		state,
		usableAt,
		stateSince: state === before.state ? before.stateSince : now,
	};
	const changed = shown(derived, now) !== shown(before, now);
	return changed ? { ...derived, revision: before.revision + 1 } : derived;
}

/** All that a page shows of a watch, except when it was read last. */
function shown(watch: Watch, now: Date): string {
	const { controllers, obstacle } = readiness(watch, watch.records, now);
	const parts = controllers.map(({ readAt: _, ...rest }) => rest);
	return JSON.stringify([watch.state, watch.changedAt, watch.usableAt, obstacle, parts]);
}
