export type Lockout = {
	isLocked(personId: string, now: Date): boolean;
	/** Counts a wrong password. */
	failed(personId: string, password: string, now: Date): void;
	succeeded(personId: string): void;
};

type Attempts = { count: number; latest: readonly string[]; lockedUntil: number };

const THRESHOLD = 10;
const LOCKED_MS = 60_000;
const REMEMBERED = 3;

/**
 * Entra's smart lockout: ten failed attempts lock an account for a minute. Repeating a wrong password
 * does not count, because the last three are remembered (`howto-password-smart-lockout` on Microsoft
 * Learn). Entra's later, longer lockouts are not simulated.
 */
export function createLockout(): Lockout {
	const byPerson = new Map<string, Attempts>();
	return {
		isLocked: (personId, now) => (byPerson.get(personId)?.lockedUntil ?? 0) > now.getTime(),
		failed(personId, password, now) {
			const past = byPerson.get(personId) ?? { count: 0, latest: [], lockedUntil: 0 };
			if (past.latest.includes(password)) return;
			const count = past.count + 1;
			const latest = [password, ...past.latest].slice(0, REMEMBERED);
			byPerson.set(
				personId,
				count < THRESHOLD
					? { count, latest, lockedUntil: 0 }
					: { count: 0, latest: [], lockedUntil: now.getTime() + LOCKED_MS },
			);
		},
		succeeded(personId) {
			byPerson.delete(personId);
		},
	};
}
