import type { PeopleStore } from "./people.ts";

type OnWay = { password: string; cancel(): void };

/** The way from an on-premises domain to Entra, which password hash synchronisation goes. */
export type OnPremises = {
	/** A password was set on a domain computer; it supersedes one that is on its way. */
	changed(personId: string, password: string, delayMs: number | "held"): void;
	/** What is on its way arrives now. `false`: nothing was. */
	arrive(personId: string): Promise<boolean>;
	/** Calls off everything that is on its way. */
	stop(): void;
};

/**
 * Plays password hash synchronisation. What arrives moves `lastPasswordChangeDateTime` and goes on to
 * the managed domain, and ends no sign-in: it "has no impact on the user who is currently signed in"
 * (Microsoft Learn, `hybrid/connect/how-to-connect-password-hash-synchronization`).
 */
export function createOnPremises(people: PeopleStore, now: () => Date): OnPremises {
	const onWay = new Map<string, OnWay>();
	const arrive = async (personId: string): Promise<boolean> => {
		const found = onWay.get(personId);
		if (found === undefined) return false;
		found.cancel();
		onWay.delete(personId);
		await people.setPassword(personId, found.password, now());
		return true;
	};
	return {
		arrive,
		changed(personId, password, delayMs) {
			onWay.get(personId)?.cancel();
			const timer =
				delayMs === "held" ? undefined : setTimeout(() => void arrive(personId), delayMs);
			onWay.set(personId, { password, cancel: () => clearTimeout(timer) });
		},
		stop() {
			for (const { cancel } of onWay.values()) cancel();
			onWay.clear();
		},
	};
}
