import { judgeWatch, openWatch, type Surroundings, type Watch } from "../watch/watch.ts";
import { account, CHANGED_AT, keyWrites, minutesAfter, present } from "./example-accounts.ts";
import { type Habits, type Lesson, learn, NO_HABITS, type PasswordTime } from "./habits.ts";
import {
	changeOf,
	emptyLedger,
	noteChange,
	noteSending,
	noteTemporary,
	type PersonLedger,
	type Sending,
	takeReadings,
} from "./ledger.ts";
import type { Observation } from "./observation.ts";
import { type Readiness, readiness } from "./readiness.ts";

export type Readings = Readonly<Record<string, Observation>>;

/** The same on both controllers. */
export const both = (observation: Observation): Readings => ({
	dc1: observation,
	dc2: observation,
});

/** Keys of a version, written `minutes` after the change, with `pwdLastSet` at that or another time. */
export function keys(
	version: number,
	minutes: number,
	more: Parameters<typeof account>[0] = {},
): Observation {
	const at = minutesAfter(minutes);
	return present(
		account({ keyVersion: version, keyWrites: keyWrites(version, at), passwordSetAt: at, ...more }),
	);
}

/** Like `keys`, with a version for each kind; 0: never written. */
export function kinds(
	{ ntlm, kerberos }: { ntlm: number; kerberos: number },
	minutes: number,
	more: Parameters<typeof account>[0] = {},
): Observation {
	const writtenAt = minutesAfter(minutes);
	const write = (version: number) => (version > 0 ? { version, writtenAt } : undefined);
	const writes = { unicodePwd: write(ntlm), supplementalCredentials: write(kerberos) };
	return keys(ntlm, minutes, { keyWrites: writes, ...more });
}

/** Like `keys`, on replicating controllers: the writes carry their origin. */
export function replicated(
	version: number,
	minutes: number,
	more: Parameters<typeof account>[0] = {},
): Observation {
	const write = (attribute: number) => ({
		version,
		writtenAt: minutesAfter(minutes),
		origin: { invocationId: "machine-1", usn: `${version}${attribute}` },
	});
	const writes = { unicodePwd: write(1), supplementalCredentials: write(2) };
	return keys(version, minutes, { keyWrites: writes, ...more });
}

/** A domain in which this was observed three times. */
const domainSeen = (lesson: Lesson): Habits =>
	[1, 2, 3].reduce((habits) => learn(habits, lesson, CHANGED_AT), NO_HABITS);
export const domainThat = (kind: PasswordTime) => domainSeen({ about: "passwordTime", kind });
export const makesFinalKeys = domainSeen({ about: "firstKeys", kind: "final" });
export const replacesFirstKeys = domainSeen({ about: "firstKeys", kind: "replaced" });

/** The result when it is unknown whose keys they are. */
export const unproven = (doubt: string) => ({ state: "unconfirmed", doubt });

const PERSON = { id: "11111111-2222-4333-8444-555555555501", userPrincipalName: "d@a.com" };

/** A builder for tests: replays readings and events in order, and returns the state at any time. */
export class Story {
	ledger: PersonLedger = emptyLedger(PERSON.id);
	watch: Watch = openWatch("none", PERSON, { now: CHANGED_AT });
	habits: Habits;
	#ids: string[] = [];
	#shown: string | undefined;

	constructor(habits: Habits = NO_HABITS) {
		this.habits = habits;
	}

	/** Opens a watch just after these readings, `minutes` after `CHANGED_AT`. */
	open(readings: Readings, minutes = -1, sending: Partial<Sending> = {}): this {
		const at = minutesAfter(minutes);
		const ticket = sending.ticket ?? `ticket-${minutes}`;
		this.#take(readings, at);
		this.ledger = noteSending(this.ledger, { ticket, at, ...sending });
		this.watch = openWatch(ticket, PERSON, { now: at });
		this.#shown = undefined;
		return this.#judge(at);
	}

	/** Like `open`, for a temporary password that the helpdesk is about to set. */
	openTemporary(readings: Readings, minutes = -1): this {
		const at = minutesAfter(minutes);
		const ticket = `ticket-${minutes}`;
		this.#take(readings, at);
		this.ledger = noteTemporary(this.ledger, { ticket, at });
		this.watch = openWatch(ticket, PERSON, { now: at });
		this.#shown = undefined;
		return this.#judge(at);
	}

	/** Reports Entra's time of the change. */
	report(changedAt = CHANGED_AT, at = changedAt): this {
		this.ledger = noteChange(this.ledger, this.watch.ticket, changedAt, at);
		return this.#judge(at);
	}

	/** Reads controllers `minutes` after `CHANGED_AT`, whatever time their readings carry. */
	read(minutes: number, readings: Readings): this {
		this.#take(readings, minutesAfter(minutes));
		return this.#judge(minutesAfter(minutes));
	}

	/** The state `minutes` after `CHANGED_AT`. */
	readinessAt(minutes: number): Readiness {
		const change = changeOf(this.ledger, this.watch.ticket);
		if (!change) throw new Error("The ledger does not contain the change.");
		return readiness({ ...this.surroundings(), change }, minutesAfter(minutes));
	}

	surroundings(): Surroundings {
		return { ledger: this.ledger, controllerIds: this.#ids, habits: this.habits };
	}

	#take(readings: Readings, at: Date): void {
		this.#ids = [...new Set([...this.#ids, ...Object.keys(readings)])];
		const answers = Object.entries(readings).map(
			([id, observation]) => [id, { name: id, observation: timed(observation, at, id) }] as const,
		);
		this.ledger = takeReadings(this.ledger, new Map(answers));
	}

	#judge(now: Date): this {
		const judged = judgeWatch(this.watch, this.surroundings(), { shownBefore: this.#shown, now });
		this.watch = judged.watch;
		this.ledger = judged.ledger;
		this.#shown = judged.shown;
		return this;
	}
}

/** Each controller is its own machine, with the clock of its reading, else a correct one. */
function timed(observation: Observation, at: Date, id: string): Observation {
	if (observation.kind === "unread") return { ...observation, readAt: at };
	const offsetMs = observation.source?.clock
		? observation.source.clock.getTime() - observation.readAt.getTime()
		: 0;
	const machine = observation.source?.machine?.includes("SHARED") ? "SHARED" : `CN=${id}`;
	return {
		...observation,
		readAt: at,
		source: { machine, clock: new Date(at.getTime() + offsetMs) },
	};
}

/** One change of a person whose controllers held `before` and, six minutes later, hold `after`. */
export function changed(before: Readings, after: Readings, habits?: Habits): Story {
	return new Story(habits).open(before).report().read(6, after);
}
