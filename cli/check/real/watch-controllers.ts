import type { DomainConnection } from "#lib/directory/domain-connection.ts";
import { machinesBehind } from "#lib/directory/machines-behind.ts";
import { readPolicyFacts } from "#lib/directory/policy-facts.ts";
import { followAccount } from "../follow-account.ts";
import { type SeenAccount, type SeenController, type Sighting, withReading } from "./real-run.ts";

const EVERY_MS = 500;

type Options = {
	userPrincipalName: string;
	/** Called with each controller's first sighting and every new one. */
	onSighting: (controller: number, sightings: readonly Sighting[]) => void;
};

/** The controllers of a domain while an account is followed on them. */
export type WatchedControllers = {
	seen(): SeenController[];
	/** Reads the policies again: an account that has appeared names its own. */
	readPolicies(): Promise<void>;
	stop(): Promise<void>;
};

/**
 * Starts reading an account twice a second on every controller.
 *
 * @returns `refused` when a controller refuses the reading account: nothing more is tried then
 */
export async function watchControllers(
	connection: DomainConnection,
	{ userPrincipalName, onSighting }: Options,
): Promise<WatchedControllers | "refused"> {
	const ending = new AbortController();
	const watched: { url: string; seen: SeenController }[] = [];

	const following = await followAccount(connection, {
		userPrincipalName,
		everyMs: EVERY_MS,
		signal: ending.signal,
		receiver(url) {
			const seen: SeenController = { machines: [], policy: undefined, sightings: [], failures: 0 };
			const place = watched.push({ url, seen }) - 1;
			return (reading) => {
				if (!reading.ok) {
					seen.failures += 1;
					return;
				}
				const before = seen.sightings.length;
				const account = reading.account ? seenOf(reading.account) : "absent";
				seen.sightings = withReading(seen.sightings, account, reading.at);
				if (seen.sightings.length > before) onSighting(place, seen.sightings);
			};
		},
	});
	if (following === "refused") return "refused";

	async function readPolicies(): Promise<void> {
		for (const { url, seen } of watched) {
			const before = seen.policy;
			seen.policy = await readPolicyFacts(connection, url, userPrincipalName).catch(() => before);
		}
	}

	const findMachines = watched.map(async ({ url, seen }) => {
		seen.machines = await machinesBehind(connection, url);
	});
	await Promise.all(findMachines);
	await readPolicies();
	return {
		seen: () => watched.map(({ seen }) => seen),
		readPolicies,
		async stop() {
			ending.abort();
			await following.ended;
		},
	};
}

/** Leaves out attributes that also move for other reasons. */
function seenOf({ objectGuid, madeAt, passwordSetAt, keyVersion, keyWrites }: SeenAccount) {
	return { objectGuid, madeAt, passwordSetAt, keyVersion, keyWrites };
}
