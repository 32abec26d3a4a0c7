import type { Member } from "#lib/core/cohort/member.ts";
import type { CohortPerson } from "./roster.ts";

/**
 * Whom to look up in one turn of following: those who wait, the oldest first, and in turns one portion
 * of all others, so that in the end everybody's turn comes.
 *
 * @param turn the turn that is due, as the one before gave it
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

/** Guests and disabled accounts are what they are by Entra alone. */
const canMove = (state: CohortPerson["where"]["state"]) => state !== "cannot";
