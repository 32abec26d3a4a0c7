import type { CohortAnswer, CohortHeld } from "#lib/core/cohort/cohort-held.ts";
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

	/** For how many people the portal's server has answered, or failed to. */
	get readCount(): number {
		return this.#held.size;
	}

	/** The members without an answer from the portal's server. */
	withoutAnswer(members: readonly Member[]): Member[] {
		return members.filter(({ id }) => typeof (this.#held.get(id) ?? "") === "string");
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
			this.#held.delete(id);
		}
		if (gone.length > 0) this.#rows = undefined;
		return gone.length;
	}

	/** Applies an answer of the portal's server. */
	hear({ people, domainMadeAt, readAt }: CohortAnswer): void {
		this.#domainMadeAt = domainMadeAt ?? this.#domainMadeAt;
		this.#now = readAt;
		for (const held of people) this.#hold(held.id, held);
	}

	/** Marks people for whom the portal's server did not answer; earlier answers stay. */
	missed(members: readonly Member[]): void {
		for (const { id } of members) if (!this.#held.has(id)) this.#hold(id, "not-answered");
	}

	#hold(id: string, held: CohortHeld | "not-answered"): void {
		this.#held.set(id, held);
		const person = this.#people.get(id);
		if (person) this.#judge(person.member);
	}

	#known(held: CohortHeld | "not-answered" | "not-read-yet"): Known {
		const domainMadeAt = this.#domainMadeAt;
		if (typeof held === "string") return { controllers: held, domainMadeAt, watch: undefined };
		return { controllers: held.controllers, domainMadeAt, watch: held.watch };
	}

	#judge(member: Member): void {
		const { id } = member;
		const held = this.#held.get(id) ?? "not-read-yet";
		const where = personState(member, this.#known(held), this.#now);
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
		JSON.stringify(one.where) === JSON.stringify(other.where) &&
		one.hasBegun === other.hasBegun &&
		JSON.stringify(one.member) === JSON.stringify(other.member)
	);
}
