import type { CohortAnswer, CohortHeld } from "#lib/core/cohort/cohort-held.ts";
import { type MemberState, memberState } from "#lib/core/cohort/cohort-state.ts";
import type { Member } from "#lib/core/cohort/member.ts";

/** One person of the board. */
export type CohortPerson = {
	id: string;
	member: Member;
	where: MemberState;
	/** Whether a change was begun in the portal. */
	hasBegun: boolean;
};

/**
 * The people of a cohort with what is known of them. Only those who are another now are made anew, so
 * that 20,000 rows cost what has changed.
 */
export class Roster {
	readonly #people = new Map<string, CohortPerson>();
	readonly #held = new Map<string, CohortHeld | "not-answered">();
	#domainMadeAt: Date | undefined;
	#now: Date;
	#rows: CohortPerson[] | undefined;

	constructor(now: Date) {
		this.#now = now;
	}

	get size(): number {
		return this.#people.size;
	}

	/** Of how many the portal's server has said something. */
	get readCount(): number {
		return this.#held.size;
	}

	/** Those of some whom the portal's server has said nothing of. */
	withoutAnswer(members: readonly Member[]): Member[] {
		return members.filter(({ id }) => typeof (this.#held.get(id) ?? "") === "string");
	}

	/** The server's time of the last answer. */
	get now(): Date {
		return this.#now;
	}

	/** Everybody; the same array as long as nobody is another. */
	rows(): CohortPerson[] {
		this.#rows ??= [...this.#people.values()];
		return this.#rows;
	}

	/** Takes in people whom Graph names. */
	add(members: readonly Member[]): void {
		for (const member of members) this.#judge(member);
	}

	/** Keeps only these. @returns how many have left */
	keepOnly(ids: ReadonlySet<string>): number {
		const gone = [...this.#people.keys()].filter((id) => !ids.has(id));
		for (const id of gone) {
			this.#people.delete(id);
			this.#held.delete(id);
		}
		if (gone.length > 0) this.#rows = undefined;
		return gone.length;
	}

	/** Takes in what the portal's server says. */
	hear({ people, domainMadeAt, readAt }: CohortAnswer): void {
		this.#domainMadeAt = domainMadeAt ?? this.#domainMadeAt;
		this.#now = readAt;
		for (const held of people) this.#hold(held.id, held);
	}

	/** The portal's server did not answer for these; what was known of them stays. */
	missed(members: readonly Member[]): void {
		for (const { id } of members) if (!this.#held.has(id)) this.#hold(id, "not-answered");
	}

	#hold(id: string, held: CohortHeld | "not-answered"): void {
		this.#held.set(id, held);
		const person = this.#people.get(id);
		if (person) this.#judge(person.member);
	}

	#judge(member: Member): void {
		const { id } = member;
		const held = this.#held.get(id) ?? "not-read-yet";
		const where = memberState(member, { held, domainMadeAt: this.#domainMadeAt }, this.#now);
		const hasBegun = typeof held !== "string" && held.watch !== undefined;
		const next = { id, member, where, hasBegun };
		const before = this.#people.get(id);
		if (before && isSame(before, next)) return;
		this.#people.set(id, next);
		this.#rows = undefined;
	}
}

function isSame(one: CohortPerson, other: CohortPerson): boolean {
	return (
		one.where.reason === other.where.reason &&
		one.where.since?.getTime() === other.where.since?.getTime() &&
		one.where.until?.getTime() === other.where.until?.getTime() &&
		one.hasBegun === other.hasBegun &&
		JSON.stringify(one.member) === JSON.stringify(other.member)
	);
}
