import { isHarmlessRole } from "#lib/core/cohort/agent-reach.ts";
import { failed, ok, type Result } from "#lib/core/failure.ts";
import { MOST_IN_BATCH, sendBatch } from "./batch.ts";
import { callGraph, readAnswer } from "./graph-answer.ts";
import { readDirectoryRoles } from "./memberships.ts";

type RoleHolders = {
	/** The template ids of the agent's own roles, including through groups. */
	ownTemplateIds: string[];
	/** The object ids of everybody who directly holds a role that matters. */
	holders: ReadonlySet<string>;
};

/**
 * Reads who holds which directory role. A person's own roles come without names, so the two lists
 * are joined (`graph/permissions-overview`, limited information for inaccessible members).
 *
 * @returns a failure if any part cannot be read: a partial list must not look complete
 */
export async function readRoleHolders(
	graphUrl: string,
	token: string,
): Promise<Result<RoleHolders>> {
	const [roles, own] = await Promise.all([
		readList(`${graphUrl}/v1.0/directoryRoles?$select=id,roleTemplateId`, token),
		readDirectoryRoles(graphUrl, token),
	]);
	if (!roles.ok) return roles;
	if (!own.ok) return own;
	const mattering = roles.value.filter((role) => !isHarmlessRole(String(role.roleTemplateId)));
	const lists = mattering.map((role) => `/directoryRoles/${role.id}/members?$select=id`);
	const holders = await readIds(graphUrl, token, lists);
	if (!holders.ok) return holders;
	const ownIds = new Set(own.value);
	const ownTemplateIds = roles.value
		.filter((role) => ownIds.has(String(role.id).toLowerCase()))
		.map((role) => String(role.roleTemplateId));
	return ok({ ownTemplateIds, holders: holders.value });
}

/**
 * Reads the members and owners of role-assignable groups: only the two highest roles may change
 * their passwords (`role-based-access-control/groups-concept`). A tenant has at most 500 such
 * groups.
 *
 * @returns a failure when any part cannot be read
 */
export async function readRoleGroupPeople(
	graphUrl: string,
	token: string,
): Promise<Result<ReadonlySet<string>>> {
	const query = "$filter=isAssignableToRole eq true&$select=id&$top=999";
	const groups = await readList(`${graphUrl}/v1.0/groups?${encodeURI(query)}`, token);
	if (!groups.ok) return groups;
	const lists = groups.value.flatMap(({ id }) =>
		["members", "owners"].map((list) => `/groups/${id}/${list}?$select=id&$top=999`),
	);
	return readIds(graphUrl, token, lists);
}

type Listed = Record<string, unknown>;

async function readList(url: string, token: string): Promise<Result<Listed[]>> {
	return readAnswer(await callGraph(url, { token }), wholeList);
}

/**
 * Roles and their holders are not paged (`graph/api/directoryrole-list-members`); a partial list is
 * rejected.
 */
function wholeList({ value, ...rest }: Record<string, unknown>): Listed[] | undefined {
	return Array.isArray(value) && !("@odata.nextLink" in rest) ? value : undefined;
}

/** The ids in all these lists, in lower case. */
async function readIds(
	graphUrl: string,
	token: string,
	lists: readonly string[],
): Promise<Result<ReadonlySet<string>>> {
	const ids = new Set<string>();
	for (let at = 0; at < lists.length; at += MOST_IN_BATCH) {
		const calls = lists.slice(at, at + MOST_IN_BATCH).map((url, index) => {
			return { id: String(index), method: "GET" as const, url };
		});
		const batch = await sendBatch(graphUrl, token, calls);
		if (!batch.ok) return batch;
		for (const { id } of calls) {
			const answer = batch.value.get(id);
			const listed = answer ? readAnswer(ok(answer), wholeList) : failed("graph-no-answer");
			if (!listed.ok) return listed;
			for (const one of listed.value) ids.add(String(one.id).toLowerCase());
		}
	}
	return ok(ids);
}
