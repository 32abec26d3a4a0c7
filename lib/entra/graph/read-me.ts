import type { User } from "@microsoft/microsoft-graph-types";
import type { Result } from "#lib/core/failure.ts";
import { callGraph, dateFrom, readAnswer } from "./graph-answer.ts";
import { HOME_FIELDS, type Home, homeOf } from "./home-organisation.ts";

/** The signed-in person's profile in Entra. */
export type Me = {
	id: string;
	displayName: string;
	givenName: string | undefined;
	userPrincipalName: string;
	mailNickname: string | undefined;
	/** Set at every change and when the account was created: a recent date does not prove a change. */
	lastPasswordChangeAt: Date | undefined;
	isSynchronised: boolean;
} & Home;

const FIELDS: readonly (keyof User)[] = [
	"id",
	"displayName",
	"givenName",
	"mailNickname",
	"lastPasswordChangeDateTime",
	"onPremisesSyncEnabled",
	...HOME_FIELDS,
];

/** Reads one's own profile; properties outside Graph's default set require `$select`. */
export async function readMe(graphUrl: string, token: string): Promise<Result<Me>> {
	const url = `${graphUrl}/v1.0/me?$select=${FIELDS.join(",")}`;
	return readAnswer(await callGraph(url, { token }), meFrom);
}

function meFrom(user: Record<string, unknown>): Me | undefined {
	if (!user.id) return undefined;
	return {
		id: String(user.id).toLowerCase(),
		displayName: String(user.displayName ?? user.userPrincipalName),
		givenName: user.givenName ? String(user.givenName) : undefined,
		userPrincipalName: String(user.userPrincipalName),
		mailNickname: user.mailNickname ? String(user.mailNickname) : undefined,
		lastPasswordChangeAt: dateFrom(user.lastPasswordChangeDateTime),
		...homeOf(user),
		isSynchronised: user.onPremisesSyncEnabled === true,
	};
}
