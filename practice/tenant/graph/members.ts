import type { Member, Places } from "../directory/groups.ts";
import { asRead, type DirectorySources } from "./directory-sources.ts";
import { unknownObject } from "./graph-error.ts";
import { GROUP_PROPERTIES } from "./group-properties.ts";
import { answerList, castRefusal } from "./list-answer.ts";
import type { Searchable } from "./odata/search-expression.ts";
import type { PropertyTable } from "./properties.ts";
import type { Caller, GraphCall, GraphRoute } from "./router.ts";
import { userProperties } from "./user-properties.ts";
import { SEARCHABLE_USER } from "./users.ts";

const SCOPES: readonly string[] = ["GroupMember.Read.All"];
const USERS = "microsoft.graph.user";
const GROUPS = "microsoft.graph.group";

/**
 * `GET /groups/{id}/members` and its casts to users and groups, each with its `/$count` (Microsoft
 * Learn, `graph/api/group-list-members`): direct members only, a group among them as a group.
 */
export function memberRoutes(sources: DirectorySources): readonly GraphRoute[] {
	const lists: readonly MemberList[] = [
		{ pattern: "/groups/{}/members", only: undefined },
		{ pattern: `/groups/{}/members/${USERS}`, only: "user" },
		{ pattern: `/groups/{}/members/${GROUPS}`, only: "group" },
	];
	return lists.map((list) => membersRoute(sources, list));
}

type MemberList = { pattern: string; only: Member["kind"] | undefined };

const CONTEXTS = { user: "users", group: "groups" } as const;

function membersRoute(sources: DirectorySources, { pattern, only }: MemberList): GraphRoute {
	return {
		method: "GET",
		pattern,
		operation: "members",
		scopes: SCOPES,
		units: 3,
		handle(call) {
			const refusal = castRefusal(call);
			if (refusal !== undefined) return refusal;
			const [id = ""] = call.segments;
			const places = sources.groups.places(id.toLowerCase());
			if (places === undefined) return unknownObject(id);
			const table = memberProperties(call.caller, only);
			return answerList(call, {
				origin: sources.origin,
				table,
				searchable: SEARCHABLE,
				context: only ? CONTEXTS[only] : "directoryObjects",
				from: (place) => membersFrom(place, places, { ...sources, only }),
				shown: (member, properties) => shownMember(member, properties, { call, sources, table }),
			});
		},
	};
}

type Walk = Pick<DirectorySources, "groups"> & Pick<MemberList, "only">;

function* membersFrom(start: number, places: Places, { groups, only }: Walk) {
	for (let place = start; place < places.length; place += 1) {
		const item = groups.memberAt(places, place);
		if (item !== undefined && (!only || item.kind === only)) yield { place, item };
	}
}

const SEARCHABLE: Searchable<Member> = {
	words: { displayName: (member) => ofEither(member).displayName },
	starts: Object.fromEntries(
		Object.entries(SEARCHABLE_USER.starts).map(([name, read]) => [
			name,
			(member: Member) => (member.kind === "user" ? read(member.person) : null),
		]),
	),
};

function ofEither(member: Member): { displayName: string } {
	return member.kind === "user" ? member.person : member.group;
}

function memberProperties(caller: Caller, only: MemberList["only"]): PropertyTable<Member> {
	const users = userProperties(caller);
	const names = [
		...(only === "group" ? [] : Object.keys(users.shown)),
		...(only === "user" ? [] : Object.keys(GROUP_PROPERTIES.shown)),
	];
	const shown = (name: string) => (member: Member) =>
		member.kind === "user"
			? users.shown[name]?.(member.person)
			: GROUP_PROPERTIES.shown[name]?.(member.group);
	return {
		type: only ?? "directoryObject",
		defaults: only === "group" ? GROUP_PROPERTIES.defaults : users.defaults,
		shown: Object.fromEntries(names.map((name) => [name, shown(name)])),
	};
}

type Showing = { call: GraphCall; sources: DirectorySources; table: PropertyTable<Member> };

/**
 * A member with its type. Callers who may not read users get only ids ("limited information
 * for inaccessible members", `graph/permissions-overview`).
 */
function shownMember(
	member: Member,
	properties: readonly string[],
	{ call: { caller }, sources, table }: Showing,
): object {
	const isUser = member.kind === "user";
	const id = isUser ? member.person.id : member.group.id;
	const affected = { operation: "members", personId: caller.person.id, targetId: id };
	const read = isUser ? { ...member, person: asRead(member.person, affected, sources) } : member;
	const mayRead = !isUser || caller.scopes.has("User.Read.All");
	const values = properties
		.map((name) => [name, mayRead || name === "id" ? table.shown[name]?.(read) : null] as const)
		.filter(([, value]) => value !== undefined);
	const type = isUser ? `#${USERS}` : "#microsoft.graph.group";
	return { "@odata.type": type, ...Object.fromEntries(values) };
}
