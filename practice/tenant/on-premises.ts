import type { PeopleStore } from "./people.ts";

/** How long a password takes to Entra; really 2 minutes, which is too long in practice. */
const DELAY_MS = 4_000;

type OnWay = { password: string; cancel(): void };

/** Password hash synchronisation from an on-premises domain to Entra. */
export type OnPremises = {
	/** Sets a password as in the on-premises network; it supersedes a pending one. `held`: until `arrive`. */
	changed(personId: string, password: string, options?: { held: boolean }): void;
	/** Makes a pending password arrive now. `false`: there was none. */
	arrive(personId: string): boolean;
	/** Cancels everything pending. */
	stop(): void;
};

/**
 * Simulates password hash synchronisation. An arriving password moves `lastPasswordChangeDateTime`, continues to
 * the managed domain, and ends no sign-in: it "has no impact on the user who is currently signed in"
 * (Microsoft Learn, `hybrid/connect/how-to-connect-password-hash-synchronization`).
 */
export function createOnPremises(people: PeopleStore, now: () => Date): OnPremises {
	const onWay = new Map<string, OnWay>();
	const arrive = (personId: string): boolean => {
		const found = onWay.get(personId);
		if (found === undefined) return false;
		found.cancel();
		onWay.delete(personId);
		people.setPassword(personId, found.password, now());
		return true;
	};
	return {
		arrive,
		changed(personId, password, { held } = { held: false }) {
			onWay.get(personId)?.cancel();
			const timer = held ? undefined : setTimeout(() => arrive(personId), DELAY_MS);
			onWay.set(personId, { password, cancel: () => clearTimeout(timer) });
		},
		stop() {
			for (const { cancel } of onWay.values()) cancel();
			onWay.clear();
		},
	};
}
