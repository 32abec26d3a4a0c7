import { randomUUID } from "node:crypto";
import type { DomainConnection } from "#lib/directory/domain-connection.ts";
import { readSettings } from "#lib/server/settings/settings.ts";

/** How a portal reaches a domain that is described by these environment variables. */
export function connectionTo(environment: Record<string, string>): DomainConnection {
	const settings = readSettings({
		ENTRA_TENANT_ID: randomUUID(),
		ENTRA_CLIENT_ID: randomUUID(),
		PORTAL_URL: "http://localhost:3000",
		...environment,
	});
	if (!settings.ok || !settings.value.connection) throw new Error(JSON.stringify(settings));
	return settings.value.connection;
}
