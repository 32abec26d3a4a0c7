import type { User } from "@microsoft/microsoft-graph-types";
import {
	bodyOf,
	callGraph,
	dateFrom,
	type GraphAnswer,
	type GraphRefusal,
	refusal,
} from "./graph-answer.ts";
import { HOME_FIELDS, type Home, homeOf } from "./home-organisation.ts";

/** What Entra holds of the person who is signed in. */
export type Me = {
	id: string;
	displayName: string;
	userPrincipalName: string;
	mailNickname: string | undefined;
	/** Set at every change, and when the account was made: a recent date does not prove a change. */
	lastPasswordChangeAt: Date | undefined;
	isSynchronised: boolean;
} & Home;

export type MeResult = { ok: true; me: Me } | GraphRefusal;

const FIELDS: readonly (keyof User)[] = [
	"id",
	"displayName",
	"mailNickname",
	"lastPasswordChangeDateTime",
	"onPremisesSyncEnabled",
	...HOME_FIELDS,
];

/** Reads one's own profile; the properties beyond Graph's default set come only by `$select`. */
export async function readMe(graphUrl: string, token: string): Promise<MeResult> {
	const url = `${graphUrl}/v1.0/me?$select=${FIELDS.join(",")}`;
	return meFrom(await callGraph(url, { headers: { Authorization: `Bearer ${token}` } }));
}

/** Decides what Graph's answer to `GET /me` means. */
function meFrom(answer: GraphAnswer): MeResult {
	const refused = refusal(answer);
	if (refused) return refused;
	const body = bodyOf(answer);
	if (!body.id) return { ok: false, because: "refused" };
	return {
		ok: true,
		me: {
			id: String(body.id).toLowerCase(),
			displayName: String(body.displayName ?? body.userPrincipalName),
			userPrincipalName: String(body.userPrincipalName),
			mailNickname: body.mailNickname ? String(body.mailNickname) : undefined,
			lastPasswordChangeAt: dateFrom(body.lastPasswordChangeDateTime),
			...homeOf(body),
			isSynchronised: body.onPremisesSyncEnabled === true,
		},
	};
}
