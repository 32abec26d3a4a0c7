import type { SampleUser } from "#lib/directory/sample-users.ts";

/** The people in the sample, in words. */
export function peopleInWords(users: readonly SampleUser[]): string {
	const [first] = users;
	if (!first) return "nobody";
	return users.length === 1 ? first.name : `${first.name} and ${users.length - 1} more`;
}
