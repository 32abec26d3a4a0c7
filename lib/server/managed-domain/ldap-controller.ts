import type { Observation, UnreadReason } from "#lib/core/readiness/observation.ts";
import { now } from "#lib/server/clock/clock.ts";
import { keptKerberosAnswers } from "#lib/server/kerberos/kept-answers.ts";
import type { Log } from "#lib/server/log.ts";
import type { DomainConnection } from "#lib/server/settings/settings.ts";
import { accountReader } from "./account-reader.ts";
import { hostOf } from "./controller-tls.ts";
import {
	type ControllerAccess,
	closeQuietly,
	type LdapSession,
	openLdapSession,
} from "./ldap-session.ts";
import type { AccountKey, Controller, ManagedDomain } from "./managed-domain.ts";
import { unreadReason } from "./unread-reason.ts";

/** How long a controller that failed is left alone. A refused sign-in counts towards a lockout. */
const RETRY_MS: Record<UnreadReason, number> = {
	refused: 1_000,
	timeout: 2_000,
	certificate: 5_000,
	protocol: 2_000,
	"sign-in-refused": 60_000,
	"not-read-yet": 0,
};

export const KERBEROS_PORT = 88;

/** A managed domain's realm is its DNS name in capitals. */
export function realmOf(baseDn: string): string {
	const parts = [...baseDn.matchAll(/(?:^|,)\s*DC=([^,]+)/gi)].map(([, part = ""]) => part.trim());
	return parts.join(".").toUpperCase();
}

/** Connects to every controller of the settings, each for itself, when it is first read. */
export function connectDomain(connection: DomainConnection, log: Log): ManagedDomain {
	return {
		controllers: connection.controllerUrls.map((url) => connectController(connection, url, log)),
	};
}

/** Connects to one controller when it is first read. */
export function connectController(connection: ControllerAccess, url: string, log: Log): Controller {
	const kept = keptSession(connection, url);
	const readAccounts = accountReader(connection);
	const host = hostOf(url);
	const askKerberos = keptKerberosAnswers({ host, port: KERBEROS_PORT }, realmOf(connection.baseDn));
	let domainMadeAt: Date | undefined;
	let name = host;
	let failure: { reason: UnreadReason; at: number } | undefined;

	async function search(keys: readonly AccountKey[]): Promise<Map<string, Observation>> {
		const { session, isFresh } = await kept.open();
		name = session.hostName ?? name;
		domainMadeAt = session.domainMadeAt;
		try {
			return await readAccounts(session, keys);
		} catch (error) {
			await kept.drop(session);
			// A connection that was open for a while may have been closed by the other side: ask once more.
			if (isFresh || unreadReason(error) !== "refused") throw error;
			return await readAccounts((await kept.open()).session, keys);
		}
	}

	async function read(keys: readonly AccountKey[]): Promise<Map<string, Observation>> {
		if (failure && performance.now() - failure.at < RETRY_MS[failure.reason]) {
			return allUnread(keys, failure.reason);
		}
		try {
			const observations = await search(keys);
			if (failure) log.info("controller-readable", { controller: name, url });
			failure = undefined;
			return observations;
		} catch (error) {
			const reason = unreadReason(error);
			if (failure?.reason !== reason) {
				log.warn("controller-unreadable", { controller: name, url, reason, error });
			}
			failure = { reason, at: performance.now() };
			return allUnread(keys, reason);
		}
	}

	return {
		id: url,
		name: () => name,
		domainMadeAt: () => domainMadeAt,
		read,
		kerberosKeys: connection.asksKerberos ? askKerberos : async () => "not-asked",
		close: () => kept.drop(),
	};
}

/** One connection, opened when it is first needed and again when it was lost; shared by all that read at once. */
function keptSession(connection: ControllerAccess, url: string) {
	let current: Promise<LdapSession> | undefined;

	async function open(): Promise<{ session: LdapSession; isFresh: boolean }> {
		const before = current;
		const session = await before?.catch(() => undefined);
		if (session?.client.isConnected) return { session, isFresh: false };
		if (current === before) current = openLdapSession(connection, url);
		return { session: await (current ?? openLdapSession(connection, url)), isFresh: true };
	}

	async function drop(only?: LdapSession): Promise<void> {
		const session = await current?.catch(() => undefined);
		if (!session || (only && session !== only)) return;
		current = undefined;
		void closeQuietly(session.client);
	}

	return { open, drop };
}

function allUnread(keys: readonly AccountKey[], reason: UnreadReason): Map<string, Observation> {
	const readAt = now();
	return new Map(keys.map(({ id }) => [id, { kind: "unread", readAt, reason }]));
}
