import { NO_APPLICATION } from "./application.ts";
import { firstChanges, secondChanges, withChanges } from "./application-changes.ts";
import {
	createApplication,
	createGrant,
	createServicePrincipal,
	type GraphRequest,
	updateApplication,
} from "./graph-requests.ts";
import type { Wanted } from "./wanted.ts";

/** What only Graph can know, by the request that it comes from. */
const CLIENT_ID = "{appId of 1}";
const OBJECT_ID = "{id of 1}";
const OWN_PRINCIPAL = "{id of 3}";
const GRAPH_PRINCIPAL = "{id of Microsoft Graph's service principal}";

/** The requests that make a registration in a tenant that has none, in their order. */
export function requestsOf(wanted: Wanted, hasConsent: boolean): readonly GraphRequest[] {
	const first = firstChanges(NO_APPLICATION, wanted);
	const second = secondChanges(withChanges(NO_APPLICATION, first), CLIENT_ID);
	const parties = { clientId: OWN_PRINCIPAL, resourceId: GRAPH_PRINCIPAL };
	return [
		createApplication(wanted, first),
		updateApplication(OBJECT_ID, second),
		createServicePrincipal(CLIENT_ID),
		...(hasConsent ? [createGrant(parties, wanted.permissions)] : []),
	];
}

/** Requests as text: method, address, headers and body of each. */
export function requestsInWords(requests: readonly GraphRequest[], graphUrl: string): string {
	const written = requests.map(({ method, path, headers = {}, body }, index) => {
		const lines = [`${index + 1}. ${method} ${graphUrl}/v1.0${path}`];
		for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
		return [...lines, JSON.stringify(body, null, 2)].join("\n");
	});
	return written.join("\n\n");
}
