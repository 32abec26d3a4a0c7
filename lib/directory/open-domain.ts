import type { Log } from "#lib/log.ts";
import type { DomainConnection } from "./domain-connection.ts";
import { connectFoundDomain } from "./found-domain.ts";
import { connectDomain } from "./ldap-controller.ts";
import type { ManagedDomain } from "./managed-domain.ts";

export type OpenDomain = ManagedDomain & { close(): Promise<void> };

/** The configured domain: its controllers as listed, else as found in DNS; none without a connection. */
export async function openDomain(
	connection: DomainConnection | undefined,
	log: Log,
): Promise<OpenDomain> {
	if (!connection) return { controllers: [], close: async () => undefined };
	const { controllerUrls, domainName } = connection;
	if (controllerUrls.length === 0 && domainName) {
		return await connectFoundDomain(connection, { domainName, log });
	}
	const { controllers } = connectDomain(connection, log);
	return {
		controllers,
		async close() {
			await Promise.all(controllers.map((controller) => controller.close()));
		},
	};
}
