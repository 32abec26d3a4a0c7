import { failed, ok, type Result } from "#lib/core/failure.ts";
import { callGraph, isAtGraph, readAnswer } from "./graph-answer.ts";

/** Far more groups than a token could ever list; bounds a loop of pages. */
const MOST_PAGES = 20;

/** Reads a person's direct groups. @returns object ids in lower case */
export function readGroups(graphUrl: string, token: string): Promise<Result<string[]>> {
	return readMemberships(`${graphUrl}/v1.0/me/memberOf`, token, "#microsoft.graph.group");
}

/** Reads a person's active tenant-wide directory roles, including through groups. @returns their ids */
export function readDirectoryRoles(graphUrl: string, token: string): Promise<Result<string[]>> {
	const url = `${graphUrl}/v1.0/me/transitiveMemberOf`;
	return readMemberships(url, token, "#microsoft.graph.directoryRole");
}

/**
 * Reads everything somebody is a member of, and keeps objects of one type. A type cast in the
 * address would be an advanced query, answered from an index that "might not be up-to-date", and
 * refused without its header ("Advanced query capabilities on Microsoft Entra ID objects"). With
 * `User.Read` Graph returns only type and id, which is enough (`graph/permissions-overview`,
 * limited information for inaccessible members).
 *
 * @returns a failure if any page cannot be read: a partial list must not look complete
 */
async function readMemberships(
	list: string,
	token: string,
	type: string,
): Promise<Result<string[]>> {
	const ids: string[] = [];
	let url = `${list}?$select=id&$top=999`;
	for (let page = 0; page < MOST_PAGES; page += 1) {
		const read = readAnswer(await callGraph(url, { token }), pageFrom);
		if (!read.ok) return read;
		const { objects, next } = read.value;
		ids.push(...objects.filter((object) => object.type === type).map(({ id }) => id));
		if (next === undefined) return ok(ids);
		if (!isAtGraph(next, list)) break;
		url = next;
	}
	return failed("graph-refused");
}

type Page = { objects: { type: string; id: string }[]; next: string | undefined };

/** Converts one page of Graph's answer; an object without a type could be any. */
function pageFrom(body: { value?: unknown; "@odata.nextLink"?: unknown }): Page | undefined {
	if (!Array.isArray(body.value)) return undefined;
	const objects = body.value.map((object: Record<string, unknown>) => ({
		type: String(object["@odata.type"] ?? ""),
		id: String(object.id).toLowerCase(),
	}));
	if (objects.some(({ type }) => type === "")) return undefined;
	const next = body["@odata.nextLink"];
	return { objects, next: typeof next === "string" ? next : undefined };
}
