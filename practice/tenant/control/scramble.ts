import { randomPassword } from "../fresh-person.ts";
import type { Person } from "../people.ts";
import type { Controls } from "./controls.ts";

/**
 * Sets a secret random password, as organisations with passkeys do (Microsoft Learn,
 * `how-to-plan-password-scramble`): the date of the last change moves, and sign-ins end.
 */
export function scramble(
	{ people, signIns, now }: Pick<Controls, "people" | "signIns" | "now">,
	id: string,
): Person {
	const at = now();
	const person = people.setPassword(id, randomPassword(), at);
	signIns.end(id, { now: at });
	return person;
}
