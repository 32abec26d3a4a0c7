import type { Member } from "#lib/core/cohort/member.ts";
import type { LookUpAnswer } from "#lib/core/helpdesk/looked-up.ts";
import type { PortalFailure, PortalResult } from "../call-portal.ts";
import type { FindFailure } from "./find-person.ts";

export type ReadPerson =
	| {
			ok: true;
			person: Member;
			held: PortalResult<LookUpAnswer>;
			/** The last reading came to nothing, so that this may be out of date. */
			isStale: boolean;
	  }
	| { ok: false; because: FindFailure };

type PersonPorts = {
	readEntra(): Promise<{ ok: true; person: Member } | { ok: false; because: FindFailure }>;
	/** @param follows the look-up that this one goes on with */
	lookUp(person: Member, follows: string | undefined): Promise<PortalResult<LookUpAnswer>>;
	isVisible(): boolean;
	onRead(read: ReadPerson): void;
	/** A bug, which is shown. */
	onThrow(error: unknown): void;
};

/** How often the domain is asked while a page is open; the portal answers from memory what it follows. */
export const LOOK_EVERY_MS = 5_000;
/** How often Entra is, whose dates come to the portal by nothing else. */
export const READ_EVERY_MS = 30_000;

/** What another try by itself does not mend, so that nothing goes on asking for a sign-in, say. */
const FOR_THE_AGENT: ReadonlySet<FindFailure | PortalFailure> = new Set([
	"sign-in-needed",
	"consent-missing",
	"role-missing",
	"refused",
	"not-found",
]);

function failureOf(read: ReadPerson): FindFailure | PortalFailure | undefined {
	if (!read.ok) return read.because;
	return read.held.ok ? undefined : read.held.code;
}

export type FollowedPerson = { again(): void; stop(): void };

/**
 * Reads a person in Entra and in the managed domain and goes on reading until `stop`. A page that
 * nobody sees asks nobody. What was known stays when a reading fails for now, and is marked; what only
 * the agent can mend is told, and ends the reading until `again`.
 */
export function followPerson(ports: PersonPorts): FollowedPerson {
	let isOver = false;
	let isReading = false;
	let isAsked = false;
	let isLeftToAgent = false;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let person: Member | undefined;
	let readAtMs = 0;
	let last: Extract<ReadPerson, { ok: true }> | undefined;

	function tell(read: ReadPerson): void {
		if (isOver) return;
		const failure = failureOf(read);
		isLeftToAgent = failure !== undefined && FOR_THE_AGENT.has(failure);
		if (failure && last?.held.ok && !isLeftToAgent) ports.onRead({ ...last, isStale: true });
		else {
			last = read.ok ? read : undefined;
			ports.onRead(read);
		}
	}

	async function read(isWanted: boolean): Promise<void> {
		if (!person || isWanted || Date.now() - readAtMs >= READ_EVERY_MS) {
			const found = await ports.readEntra();
			if (!found.ok) return tell(found);
			readAtMs = Date.now();
			person = found.person;
		}
		const known = last?.held.ok ? last.held.value.lookUp : undefined;
		const held = await ports.lookUp(person, known);
		tell({ ok: true, person, held, isStale: false });
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
				if (!isOver) ports.onThrow(error);
				return;
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
