import type { SampleUser } from "#lib/server/managed-domain/sample-users.ts";
import { fail, notChecked, pass, type Verdict } from "./check-row.ts";

/** As many as fit into a line. */
const SHOWN = 4;

/**
 * Judges whether the reading account can only read, by what the controller itself says that it may write
 * of other people. A portal that is broken into must not be able to change anybody.
 */
export function judgeReadOnly(users: readonly SampleUser[]): Verdict {
	const user = users.find((one) => one.writableAttributes.length > 0 || one.securityRights);
	if (user) {
		return fail(
			`It may write to ${user.name}: ${rights(user)}.`,
			"Use an ordinary user for DOMAIN_BIND_DN: one that is in no group but Domain Users and to whom no rights were delegated.",
		);
	}
	if (users.every((one) => one.securityRights === undefined)) {
		return notChecked(
			"It cannot be seen: the controller does not tell what the account may write.",
			"See that the account is in no group but Domain Users.",
		);
	}
	return pass(`It may write nothing of ${peopleOf(users)}.`);
}

function rights({ writableAttributes, securityRights }: SampleUser): string {
	const isPassword = (name: string) => /^unicodePwd$/i.test(name);
	const names = writableAttributes.toSorted(
		(a, b) => Number(isPassword(b)) - Number(isPassword(a)),
	);
	const more = names.length - SHOWN;
	const list = names.slice(0, SHOWN).join(", ");
	return [
		names.length > 0 &&
			`${names.length} attributes (${list}${more > 0 ? ` and ${more} more` : ""})`,
		securityRights && "its permissions",
	]
		.filter(Boolean)
		.join(", and ");
}

/** The people that were looked at, in words. */
export function peopleOf(users: readonly SampleUser[]): string {
	const [first] = users;
	if (!first) return "nobody";
	return users.length === 1 ? first.name : `${first.name} and ${users.length - 1} more`;
}
