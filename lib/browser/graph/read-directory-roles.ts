import { bodyOf, callGraph, type GraphAnswer, type GraphRefusal, refusal } from "./graph-answer.ts";

type RolesResult = { ok: true; holdsRole: boolean } | GraphRefusal;

/** Asks whether a person holds any directory role, also through groups; `User.Read` is enough. */
export async function readDirectoryRoles(graphUrl: string, token: string): Promise<RolesResult> {
	const url = `${graphUrl}/v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole?$select=id&$top=1`;
	return rolesFrom(await callGraph(url, { headers: { Authorization: `Bearer ${token}` } }));
}

/** Decides what Graph's answer means; an answer that cannot be read is never taken for "no role". */
function rolesFrom(answer: GraphAnswer): RolesResult {
	const refused = refusal(answer);
	if (refused) return refused;
	const { value } = bodyOf(answer);
	if (!Array.isArray(value)) return { ok: false, because: "refused" };
	return { ok: true, holdsRole: value.length > 0 };
}
