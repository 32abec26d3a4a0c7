import { json } from "../http/call.ts";
import { guidOf } from "../sign-in/claims.ts";
import { unknownProperty } from "./graph-error.ts";
import type { GraphRoute } from "./router.ts";

const PROPERTIES: readonly string[] = [
	"id",
	"deletedDateTime",
	"description",
	"displayName",
	"roleTemplateId",
];

/**
 * `GET /me/transitiveMemberOf/microsoft.graph.directoryRole`. With `User.Read` Graph says how many
 * roles there are and their ids, and nothing else: "other properties are indicated as null"
 * (Microsoft Learn, `graph/permissions-overview`, limited information for inaccessible members).
 */
export function directoryRolesRoute(origin: string): GraphRoute {
	return {
		method: "GET",
		pattern: "/me/transitiveMemberOf/microsoft.graph.directoryRole",
		operation: "directoryRoles",
		scopes: ["User.Read", "User.Read.All"],
		handle({ caller, query }) {
			const select = query.get("$select");
			const properties = select?.split(",").map((name) => name.trim()) ?? PROPERTIES;
			const stranger = properties.find((name) => !PROPERTIES.includes(name));
			if (stranger !== undefined) return unknownProperty(stranger, "directoryRole");
			const columns = select === null ? "" : `(${properties.join(",")})`;
			const nulls = Object.fromEntries(properties.map((name) => [name, null]));
			return json(200, {
				"@odata.context": `${origin}/v1.0/$metadata#directoryRoles${columns}`,
				value: caller.person.directoryRoles.map((templateId) => ({
					...nulls,
					...(properties.includes("id") && { id: guidOf(templateId) }),
				})),
			});
		},
	};
}
