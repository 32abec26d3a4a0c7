import { callGraph, challengeIn, type GraphAnswer } from "./graph-answer.ts";

export type RolesResult =
	| { ok: true; holdsRole: boolean }
	| { ok: false; because: "no-answer" | "refused" }
	/** `challenge`: the claims that Graph asks a new token for. */
	| { ok: false; because: "sign-in-needed"; challenge: string | undefined };

/** Asks whether a person holds any directory role, also through groups; `User.Read` is enough. */
export async function readDirectoryRoles(graphUrl: string, token: string): Promise<RolesResult> {
	const url = `${graphUrl}/v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole?$select=id&$top=1`;
	return rolesFrom(await callGraph(url, { headers: { Authorization: `Bearer ${token}` } }));
}

/** Decides what Graph's answer means; an answer that cannot be read is never taken for "no role". */
function rolesFrom(answer: GraphAnswer): RolesResult {
	if (answer.kind === "no-answer") return { ok: false, because: "no-answer" };
	if (answer.status === 401) {
		return { ok: false, because: "sign-in-needed", challenge: challengeIn(answer) };
	}
	const value = (answer.body as { value?: unknown } | undefined)?.value;
	if (answer.status === 200 && Array.isArray(value))
		return { ok: true, holdsRole: value.length > 0 };
	return { ok: false, because: answer.status >= 429 ? "no-answer" : "refused" };
}
