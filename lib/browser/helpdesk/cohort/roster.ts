import type { CohortAnswer, MemberFacts } from "#lib/core/cohort/cohort-answer.ts";
import type { Member } from "#lib/core/cohort/member.ts";
import { type Known, type PersonState, personState } from "#lib/core/person/person-state.ts";

/** One person of the board. */
export type CohortPerson = {
	id: string;
	member: Member;
	where: PersonState;
	/** Whether a change was started in the portal. */
	hasBegun: boolean;
};

/**
 * The people of a cohort with what is known about them. Only changed rows are rebuilt, so that
 * refreshing 20,000 rows costs only what has changed.
 */
export class Roster {
	readonly #people = new Map<string, CohortPerson>();
	readonly #facts = new Map<string, MemberFacts | "not-answered">();
	#domainMadeAt: Date | undefined;
	#now: Date;
	#rows: CohortPerson[] | undefined;

	constructor(now: Date) {
		this.#now = now;
	}

	get size(): number {
		return this.#people.size;
	}

	/** For how many people the portal's server has answered, or failed to. */
	get readCount(): number {
		return this.#facts.size;
	}

	/** The members without an answer from the portal's server. */
	withoutAnswer(members: readonly Member[]): Member[] {
		return members.filter(({ id }) => typeof (this.#facts.get(id) ?? "") === "string");
	}

	/** The server's time of the last answer. */
	get now(): Date {
		return this.#now;
	}

	/** Everybody; referentially stable until a row changes. */
	rows(): CohortPerson[] {
		this.#rows ??= [...this.#people.values()];
		return this.#rows;
	}

	/** Adds or updates people read from Graph. */
	add(members: readonly Member[]): void {
		for (const member of members) this.#judge(member);
	}

	/** Removes everybody else. @returns how many were removed */
	keepOnly(ids: ReadonlySet<string>): number {
		const gone = [...this.#people.keys()].filter((id) => !ids.has(id));
		for (const id of gone) {
			this.#people.delete(id);
			this.#facts.delete(id);
		}
		if (gone.length > 0) this.#rows = undefined;
		return gone.length;
	}

	/** Applies an answer of the portal's server. */
	applyLookUp({ people, domainMadeAt, readAt }: CohortAnswer): void {
		this.#domainMadeAt = domainMadeAt ?? this.#domainMadeAt;
		this.#now = readAt;
		for (const facts of people) this.#set(facts.id, facts);
	}

	/** Marks people for whom the portal's server did not answer; earlier answers stay. */
	markUnanswered(members: readonly Member[]): void {
		for (const { id } of members) if (!this.#facts.has(id)) this.#set(id, "not-answered");
	}

	#set(id: string, facts: MemberFacts | "not-answered"): void {
		this.#facts.set(id, facts);
		const person = this.#people.get(id);
		if (person) this.#judge(person.member);
	}

	#known(facts: MemberFacts | "not-answered" | "not-read-yet"): Known {
		const domainMadeAt = this.#domainMadeAt;
		if (typeof facts === "string") return { controllers: facts, domainMadeAt, watch: undefined };
		return { controllers: facts.controllers, domainMadeAt, watch: facts.watch };
	}

	#judge(member: Member): void {
		const { id } = member;
		const facts = this.#facts.get(id) ?? "not-read-yet";
		const where = personState(member, this.#known(facts), this.#now);
		const hasBegun = typeof facts !== "string" && facts.watch !== undefined;
		const next = { id, member, where, hasBegun };
		const before = this.#people.get(id);
		if (before && isSame(before, next)) return;
		this.#people.set(id, next);
		this.#rows = undefined;
	}
}

function isSame(one: CohortPerson, other: CohortPerson): boolean {
	return (
		JSON.stringify(one.where) === JSON.stringify(other.where) &&
		one.hasBegun === other.hasBegun &&
		JSON.stringify(one.member) === JSON.stringify(other.member)
	);
}
