import {
	type ControllerAccess,
	closeQuietly,
	type LdapSession,
	openLdapSession,
	renewClock,
} from "./ldap-session.ts";

/** A connection that was silent for longer may be dead without anybody having said so. */
const SILENT_MS = 2_000;
/** A page waits a second and a half for a controller: enough for this and for a new connection. */
const PATIENCE_MS = 700;
/** A machine's clock is measured again after this. */
const CLOCK_MS = 30_000;

/**
 * One connection, opened when it is first needed and again when it was lost; shared by all that read at
 * once. Firewalls drop idle connections without telling either end, and a machine can hang: one that was
 * silent for a while is asked the time first, and replaced when it does not answer at once.
 */
export function keptSession(connection: ControllerAccess, url: string) {
	let current: Promise<LdapSession> | undefined;
	const asking = new WeakMap<LdapSession, Promise<boolean>>();

	/** @throws what the client throws */
	async function open(): Promise<{ session: LdapSession; isFresh: boolean }> {
		const before = current;
		const session = await before?.catch(() => undefined);
		if (session?.client.isConnected) {
			if (await isAlive(session)) return { session, isFresh: false };
			void closeQuietly(session.client);
		}
		if (current === before || !current) current = openLdapSession(connection, url);
		return { session: await current, isFresh: true };
	}

	async function drop(only?: LdapSession): Promise<void> {
		const session = await current?.catch(() => undefined);
		if (!session || (only && session !== only)) return;
		current = undefined;
		void closeQuietly(session.client);
	}

	async function isAlive(session: LdapSession): Promise<boolean> {
		const answer = asking.get(session) ?? askAgain(session);
		asking.set(session, answer);
		return await answer.finally(() => asking.delete(session));
	}

	return { open, drop };
}

/** Whether a connection still answers, as far as there is reason to ask. */
async function askAgain(session: LdapSession): Promise<boolean> {
	const at = performance.now();
	// What is under way has a time limit of its own.
	const isSilent = at - session.answeredAtMs > SILENT_MS && session.underWay === 0;
	if (!isSilent && at - session.clockAtMs < CLOCK_MS) return true;
	const answer = renewClock(session).then(
		() => true,
		() => false,
	);
	if (!isSilent) return await answer;
	const patience = Promise.withResolvers<boolean>();
	const timer = setTimeout(() => patience.resolve(false), PATIENCE_MS);
	return await Promise.race([answer, patience.promise]).finally(() => clearTimeout(timer));
}
