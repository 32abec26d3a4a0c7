import { performance } from "node:perf_hooks";
import { now } from "#lib/clock/clock.ts";
import type { Observation, UnreadReason } from "#lib/core/readiness/observation.ts";
import { cachedKerberosAnswers } from "#lib/directory/kerberos/cached-answers.ts";
import type { Log } from "#lib/log.ts";
import { AccountReader } from "./account-reader.ts";
import { readCertificate } from "./controller-certificate.ts";
import { hostOf } from "./controller-tls.ts";
import type { DomainConnection } from "./domain-connection.ts";
import { readHighestUsn } from "./highest-usn.ts";
import { type ControllerAccess, domainDn, type LdapSession } from "./ldap-session.ts";
import type {
	AccountKey,
	Controller,
	ControllerCondition,
	ControllerLifetimes,
	ManagedDomain,
} from "./managed-domain.ts";
import { readReaderPassword } from "./reader-password.ts";
import { sharedSession } from "./shared-session.ts";
import { signInGuard } from "./sign-in-guard.ts";
import { unreadReason } from "./unread-reason.ts";

/** How long to leave a failed controller alone. Wrong passwords have their own guard (`sign-in-guard.ts`). */
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

/** Connects to every configured controller, each on first use. */
export function connectDomain(connection: DomainConnection, log: Log): ManagedDomain {
	const access = { ...connection, guard: signInGuard(connection) };
	return {
		controllers: connection.controllerUrls.map((url) => connectController(access, url, log)),
	};
}

type Attempt<T> = { ok: true; value: T } | { ok: false; reason: UnreadReason };

/** Connects to one controller on first use. */
export function connectController(connection: ControllerAccess, url: string, log: Log): Controller {
	const talk = controllerConnection(connection, url, log);
	const accounts = new AccountReader(connection);
	const askKerberos = cachedKerberosAnswers(
		{ host: hostOf(url), port: KERBEROS_PORT },
		realmOf(connection.baseDn),
	);

	async function read(keys: readonly AccountKey[]): Promise<Map<string, Observation>> {
		const read = await talk.attempt((session) => accounts.read(session, keys));
		return read.ok ? read.value : allUnread(keys, read.reason);
	}

	/** A failure here repeats at the next read, which reports the reason. */
	async function findWritten(): Promise<Map<string, Observation>> {
		if (talk.hasFailed()) return new Map();
		try {
			const { session } = await talk.kept.open();
			const written = await accounts.findWritten(session);
			session.answeredAtMs = performance.now();
			return written;
		} catch {
			return new Map();
		}
	}

	async function condition(): Promise<ControllerCondition> {
		const usn = await talk.attempt(hasUsn);
		return usn.ok
			? { isReadable: true, isFollowed: usn.value && !accounts.isPolling() }
			: { isReadable: false, reason: usn.reason };
	}

	async function lifetimes(): Promise<ControllerLifetimes> {
		const certificate = await readCertificate(url, connection);
		const { bindDn, baseDn } = connection;
		const password = await talk.attempt(({ client }) =>
			readReaderPassword(client, bindDn, domainDn(baseDn)),
		);
		return {
			certificateEnds: certificate.ok ? certificate.validTo : undefined,
			readerPasswordEnds: password.ok ? password.value : undefined,
		};
	}

	return {
		id: url,
		name: talk.name,
		domainMadeAt: talk.domainMadeAt,
		read,
		findWritten,
		cached: (id) => accounts.cached(id),
		followed: () => accounts.followed(),
		kerberosKeys: connection.asksKerberos ? askKerberos : async () => "not-asked",
		condition,
		lifetimes,
		close: talk.kept.close,
	};
}

/** Whether writes can be detected there; else accounts are read on a schedule (`account-reader.ts`). */
async function hasUsn(session: LdapSession): Promise<boolean> {
	return session.objectIdForm !== "none" && (await readHighestUsn(session)) !== undefined;
}

/** The connection to one controller, what it reported about itself, and whether it failed last time. */
function controllerConnection(connection: ControllerAccess, url: string, log: Log) {
	const kept = sharedSession(connection, url);
	let domainMadeAt: Date | undefined;
	let name = hostOf(url);
	let failure: { reason: UnreadReason; at: number } | undefined;

	const configured = (session: LdapSession) => {
		name = session.hostName ?? name;
		domainMadeAt = session.domainMadeAt;
	};

	/**
	 * Makes a call, unless the last one failed a moment ago; changes between failure and success are
	 * logged.
	 */
	async function attempt<T>(ask: (session: LdapSession) => Promise<T>): Promise<Attempt<T>> {
		if (failure && performance.now() - failure.at < RETRY_MS[failure.reason]) {
			return { ok: false, reason: failure.reason };
		}
		try {
			const value = await unlessBusy(() =>
				onLiveSession(kept, async (session) => {
					configured(session);
					return await ask(session);
				}),
			);
			if (failure) log.info("controller-readable", { controller: name, url });
			failure = undefined;
			return { ok: true, value };
		} catch (error) {
			const reason = unreadReason(error);
			if (failure?.reason !== reason) {
				log.warn("controller-unreadable", { controller: name, url, reason, error });
			}
			failure = { reason, at: performance.now() };
			return { ok: false, reason };
		}
	}

	return {
		kept,
		attempt,
		name: () => name,
		domainMadeAt: () => domainMadeAt,
		hasFailed: () => failure !== undefined,
	};
}

/** A process that is busy computing does not read answers that have arrived. */
const BUSY = 0.9;

/**
 * Repeats a call that timed out while this process was busy, as at a start with thousands of watches: the answer may have
 * arrived unread.
 */
async function unlessBusy<T>(call: () => Promise<T>): Promise<T> {
	const begun = performance.eventLoopUtilization();
	try {
		return await call();
	} catch (error) {
		const { utilization } = performance.eventLoopUtilization(begun);
		if (unreadReason(error) !== "timeout" || utilization < BUSY) throw error;
		return await call();
	}
}

/**
 * Makes a call on the shared connection. An idle connection may be dead: then the call is repeated
 * once on a new one.
 *
 * @throws whatever the LDAP client throws
 */
async function onLiveSession<T>(
	kept: ReturnType<typeof sharedSession>,
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
