import type { Member } from "#lib/core/cohort/member.ts";
import type { CohortPerson } from "./roster.ts";

/**
 * Whom to look up in one refresh: people who wait, oldest first, and one portion of all others, in
 * rotation, so that everybody's turn comes.
 *
 * @param turn the number that the previous refresh returned
 */
export function followTurn(
	people: readonly CohortPerson[],
	turn: number,
	size: number,
): { portions: Member[][]; next: number } {
	const waiting = people
		.filter(({ where }) => where.state === "waiting")
		.sort((a, b) => sinceMs(a) - sinceMs(b))
		.slice(0, size);
	const others = people.filter(({ where }) => where.state !== "waiting" && canMove(where.state));
	const turns = Math.max(1, Math.ceil(others.length / size));
	const start = (turn % turns) * size;
	const portions = [waiting, others.slice(start, start + size)]
		.map((some) => some.map(({ member }) => member))
		.filter((some) => some.length > 0);
	return { portions, next: (turn + 1) % turns };
}

const sinceMs = ({ where }: CohortPerson) => where.since?.getTime() ?? 0;

/** Guests and disabled accounts are decided by Entra alone. */
const canMove = (state: CohortPerson["where"]["state"]) => state !== "cannot";
