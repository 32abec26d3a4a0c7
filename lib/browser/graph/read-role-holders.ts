import { MOST_IN_BATCH, sendBatch } from "./batch.ts";
import { callGraph } from "./graph-answer.ts";
import { readDirectoryRoles } from "./memberships.ts";

type RoleHolders = {
	/** The agent's own roles by their template ids, through groups too. */
	ownTemplateIds: string[];
	/** Everybody who holds a role directly, by object id. */
	holders: ReadonlySet<string>;
};

/**
 * Reads who holds which directory role. A person's own roles come without their names, so the two lists
 * are laid side by side (`graph/permissions-overview`, limited information for inaccessible members).
 *
 * @returns `undefined` when any part cannot be read: half a list would be taken for a whole one
 */
export async function readRoleHolders(
	graphUrl: string,
	token: string,
): Promise<RoleHolders | undefined> {
	const list = (path: string) => readList(`${graphUrl}/v1.0${path}`, token);
	const [roles, own] = await Promise.all([
		list("/directoryRoles?$select=id,roleTemplateId"),
		readDirectoryRoles(graphUrl, token),
	]);
	if (!roles || !own.ok) return undefined;
	const ids = roles.map((role) => String(role.id));
	const holders = await readMembers(graphUrl, token, ids);
	if (!holders) return undefined;
	const ownIds = new Set(own.ids);
	const ownTemplateIds = roles
		.filter((role) => ownIds.has(String(role.id).toLowerCase()))
		.map((role) => String(role.roleTemplateId));
	return { ownTemplateIds, holders };
}

type Listed = Record<string, unknown>;

async function readList(url: string, token: string): Promise<Listed[] | undefined> {
	const answer = await callGraph(url, { headers: { Authorization: `Bearer ${token}` } });
	return answer.kind === "answer" && answer.status === 200 ? wholeList(answer.body) : undefined;
}

/** These lists have no pages (`graph/api/directoryrole-list-members`); one that had would not be whole. */
function wholeList(body: unknown): Listed[] | undefined {
	const { value, ...rest } = (body ?? {}) as Record<string, unknown>;
	return Array.isArray(value) && !("@odata.nextLink" in rest) ? value : undefined;
}

async function readMembers(graphUrl: string, token: string, roleIds: readonly string[]) {
	const holders = new Set<string>();
	for (let at = 0; at < roleIds.length; at += MOST_IN_BATCH) {
		const calls = roleIds.slice(at, at + MOST_IN_BATCH).map((id) => {
			return { id, method: "GET" as const, url: `/directoryRoles/${id}/members?$select=id` };
		});
		const batch = await sendBatch(graphUrl, token, calls);
		for (const { id } of calls) {
			const answer = batch.ok ? batch.answers.get(id) : undefined;
			const members = answer?.status === 200 ? wholeList(answer.body) : undefined;
			if (!members) return undefined;
			for (const member of members) holders.add(String(member.id).toLowerCase());
		}
	}
	return holders;
}
