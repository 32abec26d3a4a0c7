import { now } from "#lib/clock/clock.ts";
import type { Observation, UnreadReason } from "#lib/core/readiness/observation.ts";
import { keptKerberosAnswers } from "#lib/directory/kerberos/kept-answers.ts";
import type { Log } from "#lib/log.ts";
import { accountReader } from "./account-reader.ts";
import { hostOf } from "./controller-tls.ts";
import type { DomainConnection } from "./domain-connection.ts";
import { keptSession } from "./kept-session.ts";
import type { ControllerAccess, LdapSession } from "./ldap-session.ts";
import type { AccountKey, Controller, ManagedDomain } from "./managed-domain.ts";
import { signInGuard } from "./sign-in-guard.ts";
import { unreadReason } from "./unread-reason.ts";

/** How long a controller that failed is left alone. Wrong passwords have a guard of their own (`sign-in-guard.ts`). */
const RETRY_MS: Record<UnreadReason, number> = {
	refused: 1_000,
	timeout: 2_000,
	certificate: 5_000,
	protocol: 2_000,
	"sign-in-refused": 5_000,
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
	const access = { ...connection, guard: signInGuard(connection) };
	return {
		controllers: connection.controllerUrls.map((url) => connectController(access, url, log)),
	};
}

/** Connects to one controller when it is first read. */
export function connectController(connection: ControllerAccess, url: string, log: Log): Controller {
	const kept = keptSession(connection, url);
	const readAccounts = accountReader(connection);
	const host = hostOf(url);
	const askKerberos = keptKerberosAnswers(
		{ host, port: KERBEROS_PORT },
		realmOf(connection.baseDn),
	);
	let domainMadeAt: Date | undefined;
	let name = host;
	let failure: { reason: UnreadReason; at: number } | undefined;

	async function readFrom(
		session: LdapSession,
		keys: readonly AccountKey[],
	): Promise<Map<string, Observation>> {
		name = session.hostName ?? name;
		domainMadeAt = session.domainMadeAt;
		session.underWay++;
		try {
			const observations = await readAccounts(session, keys);
			session.answeredAtMs = performance.now();
			return observations;
		} catch (error) {
			await kept.drop(session);
			throw error;
		} finally {
			session.underWay--;
		}
	}

	async function search(keys: readonly AccountKey[]): Promise<Map<string, Observation>> {
		const { session, isFresh } = await kept.open();
		try {
			return await readFrom(session, keys);
		} catch (error) {
			// A connection that was open for a while may be dead: what was asked is asked once more on a new one.
			const isDead = ["refused", "timeout"].includes(unreadReason(error));
			if (isFresh || !isDead) throw error;
			return await readFrom((await kept.open()).session, keys);
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

function allUnread(keys: readonly AccountKey[], reason: UnreadReason): Map<string, Observation> {
	const readAt = now();
	return new Map(keys.map(({ id }) => [id, { kind: "unread", readAt, reason }]));
}
