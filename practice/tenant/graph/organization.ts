import type { Organization } from "@microsoft/microsoft-graph-types";
import { json } from "../http/call.ts";
import { unknownProperty } from "./graph-error.ts";
import type { GraphRoute } from "./router.ts";

type About = { origin: string; tenantId: string; displayName: string };

/** `GET /organization`: the name of the tenant, which `User.Read` is enough for. */
export function organizationRoute({ origin, tenantId, displayName }: About): GraphRoute {
	const known = { id: tenantId, displayName } satisfies Organization;
	const all: Readonly<Record<string, string>> = known;
	return {
		method: "GET",
		pattern: "/organization",
		operation: "organization",
		scopes: ["User.Read", "User.Read.All"],
		handle({ query }) {
			const names = query.get("$select")?.split(",") ?? Object.keys(all);
			const stranger = names.find((name) => all[name] === undefined);
			if (stranger !== undefined) return unknownProperty(stranger, "organization");
			return json(200, {
				"@odata.context": `${origin}/v1.0/$metadata#organization`,
				value: [Object.fromEntries(names.map((name) => [name, all[name]]))],
			});
		},
	};
}
