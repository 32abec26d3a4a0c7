import {
	openAccountTrace,
	type TracedAccount,
	type TraceReader,
} from "#lib/directory/account-trace.ts";
import type { DomainConnection } from "#lib/directory/domain-connection.ts";
import { machinesBehind } from "#lib/directory/machines-behind.ts";
import { type PolicyFacts, readPolicyFacts } from "#lib/directory/policy-facts.ts";
import { unreadReason } from "#lib/directory/unread-reason.ts";
import { repeat, type Step } from "../follow-account.ts";
import { type SeenAccount, type SeenController, type Sighting, withReading } from "./real-run.ts";

const EVERY_MS = 500;

type Options = {
	userPrincipalName: string;
	/** Called with each controller's first sighting and every new one. */
	onNews: (controller: number, sightings: readonly Sighting[]) => void;
};

/** The controllers of a domain while an account is followed on them. */
export type WatchedControllers = {
	seen(): SeenController[];
	/** Reads the policies again: an account that has appeared names its own. */
	readPolicies(): Promise<void>;
	stop(): Promise<void>;
};

/**
 * Starts reading an account twice a second on every controller, independently.
 *
 * @returns `refused` when a controller refuses the reading account: nothing more is tried then
 */
export async function watchControllers(
	connection: DomainConnection,
	options: Options,
): Promise<WatchedControllers | "refused"> {
	const ending = new AbortController();
	const watched = connection.controllerUrls.map((url, place) =>
		watchController(connection, url, { ...options, place }),
	);
	const stop = async () => {
		ending.abort();
		await Promise.all(watched.map(({ close }) => close()));
	};
	// One after the other at first, so that a wrong password is tried only once.
	for (const { read } of watched) {
		if ((await read()) !== "refused") continue;
		await stop();
		return "refused";
	}
	const readPolicies = async () => {
		for (const one of watched) await one.readPolicy();
	};
	await Promise.all(watched.map(({ findMachines }) => findMachines()));
	await readPolicies();
	const loops = watched.map(({ read }) => repeat(read, EVERY_MS, ending.signal));
	return {
		seen: () => watched.map(({ seen }) => seen()),
		readPolicies,
		async stop() {
			ending.abort();
			await Promise.all(loops);
			await stop();
		},
	};
}

function watchController(
	connection: DomainConnection,
	url: string,
	{ userPrincipalName, onNews, place }: Options & { place: number },
) {
	const account: TracedAccount = { userPrincipalName };
	let reader: TraceReader | undefined;
	let sightings: Sighting[] = [];
	let machines: string[] = [];
	let policy: PolicyFacts | undefined;
	let failures = 0;

	async function close(): Promise<void> {
		await reader?.close();
		reader = undefined;
	}

	async function read(): Promise<Step> {
		try {
			reader ??= await openAccountTrace(connection, url, account);
			const { account: found } = await reader.read();
			const before = sightings.length;
			sightings = withReading(sightings, found ? seenOf(found) : "absent", new Date());
			if (sightings.length > before) onNews(place, sightings);
			return "read";
		} catch (error) {
			await close();
			failures += 1;
			return unreadReason(error) === "sign-in-refused" ? "refused" : "unread";
		}
	}

	return {
		seen: (): SeenController => ({ machines, policy, sightings, failures }),
		read,
		close,
		async findMachines() {
			machines = await machinesBehind(connection, url);
		},
		async readPolicy() {
			policy = await readPolicyFacts(connection, url, userPrincipalName).catch(() => policy);
		},
	};
}

/** Leaves out attributes that also move for other reasons. */
function seenOf({ objectGuid, madeAt, passwordSetAt, keyVersion, keyWrites }: SeenAccount) {
	return { objectGuid, madeAt, passwordSetAt, keyVersion, keyWrites };
}
