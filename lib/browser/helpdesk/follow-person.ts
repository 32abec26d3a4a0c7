import type { Member } from "#lib/core/cohort/member.ts";
import { type Failure, type FailureCode, needsSignIn, ok, type Result } from "#lib/core/failure.ts";
import type { LookUpAnswer } from "#lib/core/helpdesk/looked-up.ts";
import { reported } from "../settled.ts";

/** A person, and what the portal knows about them or why it does not. */
export type FoundPerson = {
	person: Member;
	lookUp: Result<LookUpAnswer>;
	/** The last reading failed, so this may be out of date. */
	isStale: boolean;
};
export type ReadPerson = Result<FoundPerson>;

type PersonPorts = {
	readEntra(): Promise<Result<Member>>;
	/** @param follows the look-up that this one continues */
	lookUp(person: Member, follows: string | undefined): Promise<Result<LookUpAnswer>>;
	isVisible(): boolean;
	onRead(read: ReadPerson): void;
};

/**
 * How often the domain is polled while a page is open; the portal answers from memory for people it
 * follows.
 */
export const LOOK_EVERY_MS = 5_000;
/** How often Entra is polled, since it pushes nothing to the portal. */
export const READ_EVERY_MS = 30_000;

/** Failures that a retry does not fix, besides those that need another sign-in. */
const FOR_THE_AGENT: readonly FailureCode[] = [
	"right-missing",
	"role-missing",
	"graph-refused",
	"person-not-found",
];

function failureOf(read: ReadPerson): Failure | undefined {
	if (!read.ok) return read.failure;
	return read.value.lookUp.ok ? undefined : read.value.lookUp.failure;
}

export type FollowedPerson = { again(): void; stop(): void };

/**
 * Reads a person in Entra and in the managed domain repeatedly until `stop`. A hidden page polls
 * nothing. The last result stays, marked as stale, while readings fail temporarily; a failure that
 * only the agent can fix is reported and ends polling until `again`.
 */
export function followPerson(ports: PersonPorts): FollowedPerson {
	let isOver = false;
	let isReading = false;
	let isAsked = false;
	let isLeftToAgent = false;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let person: Member | undefined;
	let readAtMs = 0;
	let last: FoundPerson | undefined;

	function report(read: ReadPerson): void {
		if (isOver) return;
		const failure = failureOf(read);
		isLeftToAgent =
			failure !== undefined && (needsSignIn(failure) || FOR_THE_AGENT.includes(failure.code));
		if (failure && last?.lookUp.ok && !isLeftToAgent) ports.onRead(ok({ ...last, isStale: true }));
		else {
			last = read.ok ? read.value : undefined;
			ports.onRead(read);
		}
	}

	/** Once read, a person stays on the page, with whatever the agent has started for them. */
	function unread(failure: Failure): ReadPerson {
		const lookUp = { ok: false, failure } as const;
		return person ? ok({ person, lookUp, isStale: false }) : lookUp;
	}

	async function read(isWanted: boolean): Promise<void> {
		if (!person || isWanted || Date.now() - readAtMs >= READ_EVERY_MS) {
			const found = await ports.readEntra();
			if (!found.ok) return report(unread(found.failure));
			readAtMs = Date.now();
			person = found.value;
		}
		const known = last?.lookUp.ok ? last.lookUp.value.lookUp : undefined;
		const lookUp = await ports.lookUp(person, known);
		report(ok({ person, lookUp, isStale: false }));
	}

	async function turn(): Promise<void> {
		if (isReading || isOver) return;
		clearTimeout(timer);
		const isWanted = isAsked;
		isAsked = false;
		if (isWanted || ports.isVisible()) {
			isReading = true;
			try {
				await read(isWanted);
			} catch (error) {
				report(unread(reported(error)));
			}
			isReading = false;
		}
		if (isOver || (isLeftToAgent && !isAsked)) return;
		timer = setTimeout(turn, isAsked ? 0 : LOOK_EVERY_MS);
	}

	isAsked = true;
	void turn();
	return {
		again() {
			isAsked = true;
			void turn();
		},
		stop() {
			isOver = true;
			clearTimeout(timer);
		},
	};
}
