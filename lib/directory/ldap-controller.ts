import { now } from "#lib/clock/clock.ts";
import type { Observation, UnreadReason } from "#lib/core/readiness/observation.ts";
import { keptKerberosAnswers } from "#lib/directory/kerberos/kept-answers.ts";
import type { Log } from "#lib/log.ts";
import { AccountReader } from "./account-reader.ts";
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
	const accounts = new AccountReader(connection);
	const host = hostOf(url);
	const askKerberos = keptKerberosAnswers(
		{ host, port: KERBEROS_PORT },
		realmOf(connection.baseDn),
	);
	let domainMadeAt: Date | undefined;
	let name = host;
	let failure: { reason: UnreadReason; at: number } | undefined;

	const told = (session: LdapSession) => {
		name = session.hostName ?? name;
		domainMadeAt = session.domainMadeAt;
	};
	/** @throws what the client throws */
	const search = (keys: readonly AccountKey[]) =>
		onLiveSession(kept, async (session) => {
			told(session);
			return await accounts.read(session, keys);
		});

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

	/** What fails here fails at the next reading, too, which says why. */
	async function listen(): Promise<Map<string, Observation>> {
		if (failure) return new Map();
		try {
			const { session } = await kept.open();
			const written = await accounts.listen(session);
			session.answeredAtMs = performance.now();
			return written;
		} catch {
			return new Map();
		}
	}

	return {
		id: url,
		name: () => name,
		domainMadeAt: () => domainMadeAt,
		read,
		listen,
		heard: (id) => accounts.heard(id),
		kerberosKeys: connection.asksKerberos ? askKerberos : async () => "not-asked",
		close: () => kept.drop(),
	};
}

/**
 * Asks something on the connection that is kept. One that was open for a while may be dead: what was asked
 * is asked once more on a new one.
 *
 * @throws what the client throws
 */
async function onLiveSession<T>(
	kept: ReturnType<typeof keptSession>,
	ask: (session: LdapSession) => Promise<T>,
): Promise<T> {
	async function askOn(session: LdapSession): Promise<T> {
		session.underWay++;
		try {
			const answer = await ask(session);
			session.answeredAtMs = performance.now();
			return answer;
		} catch (error) {
			await kept.drop(session);
			throw error;
		} finally {
			session.underWay--;
		}
	}
	const { session, isFresh } = await kept.open();
	try {
		return await askOn(session);
	} catch (error) {
		const isDead = ["refused", "timeout"].includes(unreadReason(error));
		if (isFresh || !isDead) throw error;
		return await askOn((await kept.open()).session);
	}
}

function allUnread(keys: readonly AccountKey[], reason: UnreadReason): Map<string, Observation> {
	const readAt = now();
	return new Map(keys.map(({ id }) => [id, { kind: "unread", readAt, reason }]));
}
