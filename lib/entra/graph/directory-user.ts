import type { User } from "@microsoft/microsoft-graph-types";
import type { Member } from "#lib/core/cohort/member.ts";
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
		displayName: String(user.displayName ?? "").trim() || String(user.userPrincipalName ?? user.id),
		userPrincipalName: String(user.userPrincipalName ?? ""),
		mail: user.mail ? String(user.mail) : undefined,
		lastPasswordChangeAt: dateFrom(user.lastPasswordChangeDateTime),
		isSynchronised: user.onPremisesSyncEnabled === true,
		isExternal: homeOf(user).isExternal,
		isEnabled: user.accountEnabled !== false,
	};
}
