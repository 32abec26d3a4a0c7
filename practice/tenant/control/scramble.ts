import { randomPassword } from "../fresh-person.ts";
import type { Person } from "../people.ts";
import type { Controls } from "./controls.ts";

/**
 * Sets a random password that nobody is told, as an organisation does that uses passkeys (Microsoft Learn,
 * `how-to-plan-password-scramble`): the day of the last change moves, and sign-ins end.
 */
export async function scramble(
	{ people, signIns, now }: Pick<Controls, "people" | "signIns" | "now">,
	id: string,
): Promise<Person> {
	const at = now();
	const person = await people.setPassword(id, randomPassword(), at);
	signIns.end(id, { now: at });
	return person;
}
