import type { User } from "@microsoft/microsoft-graph-types";
import type { Member } from "#lib/core/cohort/member.ts";
import { plainLine } from "#lib/core/link/plain-text.ts";
import { withoutUnseen } from "#lib/core/pasted/unseen.ts";
import { dateFrom } from "./graph-answer.ts";
import { HOME_FIELDS, homeOf } from "./home-organisation.ts";

/** The properties of a user that a `Member` consists of, for `$select`. */
const FIELDS: readonly (keyof User)[] = [
	"id",
	"displayName",
	"mail",
	"accountEnabled",
	"onPremisesSyncEnabled",
	"lastPasswordChangeDateTime",
	...HOME_FIELDS,
];
export const USER_FIELDS = FIELDS.join(",");

/** Converts a Graph user to a `Member`. */
export function directoryUser(user: Record<string, unknown>): Member {
	return {
		id: String(user.id).toLowerCase(),
		displayName: shownName(user),
		userPrincipalName: String(user.userPrincipalName ?? ""),
		mail: user.mail ? String(user.mail) : undefined,
		lastPasswordChangeAt: dateFrom(user.lastPasswordChangeDateTime),
		isSynchronised: user.onPremisesSyncEnabled === true,
		isExternal: homeOf(user).isExternal,
		isEnabled: user.accountEnabled !== false,
	};
}

/**
 * A name on one line, as it reads, since it also goes into tickets, files and titles. Nobody could
 * press, or read out, one of blanks and invisible characters.
 */
function shownName({ displayName, userPrincipalName, id }: Record<string, unknown>): string {
	const name = plainLine(String(displayName ?? ""));
	return withoutUnseen(name).trim() ? name : String(userPrincipalName ?? id);
}
