import { callGraph, challengeIn, type GraphAnswer } from "./graph-answer.ts";

/** What Entra holds of the person who is signed in. */
export type Me = {
	id: string;
	displayName: string;
	userPrincipalName: string;
	mailNickname: string | undefined;
	/** Set at every change, and when the account was made: a recent date does not prove a change. */
	lastPasswordChangeAt: Date | undefined;
	isGuest: boolean;
	hasPersonalAccount: boolean;
	isSynchronised: boolean;
};

export type MeResult =
	| { ok: true; me: Me }
	| { ok: false; because: "no-answer" | "refused" }
	/** `challenge`: the claims that Graph asks a new token for. */
	| { ok: false; because: "sign-in-needed"; challenge: string | undefined };

const FIELDS = [
	"id",
	"displayName",
	"userPrincipalName",
	"mailNickname",
	"lastPasswordChangeDateTime",
	"userType",
	"identities",
	"onPremisesSyncEnabled",
];

/** Reads one's own profile; the properties beyond Graph's default set come only by `$select`. */
export async function readMe(graphUrl: string, token: string): Promise<MeResult> {
	const url = `${graphUrl}/v1.0/me?$select=${FIELDS.join(",")}`;
	return meFrom(await callGraph(url, { headers: { Authorization: `Bearer ${token}` } }));
}

/** Decides what Graph's answer to `GET /me` means. */
function meFrom(answer: GraphAnswer): MeResult {
	if (answer.kind === "no-answer") return { ok: false, because: "no-answer" };
	if (answer.status === 401) {
		return { ok: false, because: "sign-in-needed", challenge: challengeIn(answer) };
	}
	if (answer.status !== 200)
		return { ok: false, because: answer.status >= 429 ? "no-answer" : "refused" };
	const body = answer.body as Record<string, unknown>;
	const identities = (body.identities ?? []) as { issuer?: string }[];
	const changed = body.lastPasswordChangeDateTime;
	return {
		ok: true,
		me: {
			id: String(body.id).toLowerCase(),
			displayName: String(body.displayName ?? body.userPrincipalName),
			userPrincipalName: String(body.userPrincipalName),
			mailNickname: body.mailNickname ? String(body.mailNickname) : undefined,
			lastPasswordChangeAt: typeof changed === "string" ? new Date(changed) : undefined,
			isGuest: body.userType === "Guest",
			hasPersonalAccount: identities.some((i) =>
				/^MicrosoftAccount$|live\.com/i.test(i.issuer ?? ""),
			),
			isSynchronised: body.onPremisesSyncEnabled === true,
		},
	};
}
