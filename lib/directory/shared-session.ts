import {
	aheadMs,
	type ControllerAccess,
	closeQuietly,
	type LdapSession,
	openLdapSession,
	renewClock,
} from "./ldap-session.ts";

/** A connection idle for longer than this may be dead without notice. */
const SILENT_MS = 2_000;
/** A page waits 1.5 s for a controller: enough for this and a new connection. */
const TIMEOUT_MS = 700;
/** A machine's clock is measured again after this. */
const CLOCK_MS = 30_000;
/** Or at once when the portal's clock has jumped this far, as after sleep. */
const JUMP_MS = 2_000;

/**
 * One connection, opened on first use and again when lost; shared by all concurrent readers.
 * Firewalls drop idle connections without telling either end, and a machine can hang: a connection
 * that was idle for a while is probed first, and replaced if it does not answer at once.
 */
export function sharedSession(connection: ControllerAccess, url: string) {
	let current: Promise<LdapSession> | undefined;
	let isClosed = false;
	const asking = new WeakMap<LdapSession, Promise<boolean>>();

	/** @throws whatever the LDAP client throws, or when it is closed */
	async function open(): Promise<{ session: LdapSession; isFresh: boolean }> {
		const before = current;
		const session = await before?.catch(() => undefined);
		if (session?.client.isConnected) {
			if (await isAlive(session)) return { session, isFresh: false };
			void closeQuietly(session.client);
		}
		// A read in progress must not reopen it.
		if (isClosed) throw new Error("The connection was closed.");
		if (current === before || !current) current = openLdapSession(connection, url);
		return { session: await current, isFresh: true };
	}

	async function drop(only?: LdapSession): Promise<void> {
		const session = await current?.catch(() => undefined);
		if (!session || (only && session !== only)) return;
		current = undefined;
		void closeQuietly(session.client);
	}

	/** Closes it for good. */
	async function close(): Promise<void> {
		isClosed = true;
		await drop();
	}

	async function isAlive(session: LdapSession): Promise<boolean> {
		const answer = asking.get(session) ?? askAgain(session);
		asking.set(session, answer);
		return await answer.finally(() => asking.delete(session));
	}

	return { open, drop, close };
}

/** Whether a connection still answers; probed only if there is reason to doubt it. */
async function askAgain(session: LdapSession): Promise<boolean> {
	const at = performance.now();
	// Pending calls have their own timeout.
	const isSilent = at - session.answeredAtMs > SILENT_MS && session.underWay === 0;
	const hasSlept = Math.abs(aheadMs() - session.aheadMs) > JUMP_MS;
	if (!isSilent && !hasSlept && at - session.clockAtMs < CLOCK_MS) return true;
	const answer = renewClock(session).then(
		() => true,
		() => false,
	);
	if (!isSilent) return await answer;
	const timeout = Promise.withResolvers<boolean>();
	const timer = setTimeout(() => timeout.resolve(false), TIMEOUT_MS);
	return await Promise.race([answer, timeout.promise]).finally(() => clearTimeout(timer));
}
