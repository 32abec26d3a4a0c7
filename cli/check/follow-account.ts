import { setTimeout as sleep } from "node:timers/promises";
import type { UnreadReason } from "#lib/core/readiness/observation.ts";
import {
	type AccountTrace,
	openAccountTrace,
	type TracedAccount,
	type TraceReader,
} from "#lib/directory/account-trace.ts";
import type { DomainConnection } from "#lib/directory/domain-connection.ts";
import { unreadReason } from "#lib/directory/unread-reason.ts";

const RETRY_MS = 5_000;

/** What one controller answered, at a time of this machine's clock. */
export type Reading = { controller: string; at: Date } & (
	| ({ ok: true } & AccountTrace)
	| { ok: false; reason: UnreadReason }
);

type Options = {
	userPrincipalName: string;
	everyMs: number;
	/** Ends it. */
	signal: AbortSignal;
	/** Called once for each controller. @returns what receives its readings */
	receiver: (url: string) => (reading: Reading) => void;
};

/** `ended` resolves when no controller is read any more. */
type Following = { ended: Promise<"ended" | "refused"> };

/**
 * Reads one account again and again on every controller, each over a connection of its own, one that cannot
 * be read every five seconds.
 *
 * @returns after the first readings; `refused` when a controller refused the reading account: every further
 * attempt would count towards its lockout
 */
export async function followAccount(
	connection: DomainConnection,
	options: Options,
): Promise<Following | "refused"> {
	const followers = connection.controllerUrls.map((url) => follower(connection, url, options));
	const close = () => Promise.all(followers.map((one) => one.close()));
	// One after the other at first, so that a wrong password is tried only once.
	for (const { read } of followers) {
		if (!isRefused(await read())) continue;
		await close();
		return "refused";
	}
	const loops = Promise.all(followers.map(({ read }) => repeat(read, options))).finally(close);
	return { ended: loops.then((ends) => (ends.includes("refused") ? "refused" : "ended")) };
}

const isRefused = (reading: Reading) => !reading.ok && reading.reason === "sign-in-refused";

async function repeat(
	read: () => Promise<Reading>,
	{ everyMs, signal }: Options,
): Promise<"ended" | "refused"> {
	let pauseMs = everyMs;
	for (;;) {
		await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
		if (signal.aborted) return "ended";
		const reading = await read();
		if (isRefused(reading)) return "refused";
		pauseMs = reading.ok ? everyMs : RETRY_MS;
	}
}

function follower(connection: DomainConnection, url: string, options: Options) {
	const account: TracedAccount = { userPrincipalName: options.userPrincipalName };
	const receive = options.receiver(url);
	let controller = new URL(url).host;
	let reader: TraceReader | undefined;

	async function close(): Promise<void> {
		await reader?.close();
		reader = undefined;
	}

	async function reading(): Promise<Reading> {
		try {
			reader ??= await openAccountTrace(connection, url, account);
			controller = reader.controllerName;
			const trace = await reader.read();
			return { ok: true, controller, at: new Date(), ...trace };
		} catch (error) {
			await close();
			return { ok: false, controller, at: new Date(), reason: unreadReason(error) };
		}
	}

	async function read(): Promise<Reading> {
		const latest = await reading();
		receive(latest);
		return latest;
	}

	return { read, close };
}
