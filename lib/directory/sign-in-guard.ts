import type { LockoutRules } from "#lib/core/readiness/observation.ts";
import type { DomainConnection } from "./domain-connection.ts";
import { type SignInRefusal, signInRefusal } from "./sign-in-refusal.ts";
import { unreadReason } from "./unread-reason.ts";

/** Microsoft's defaults for a managed domain: "Password and account lockout policies". */
const USUAL = { threshold: 5, windowMs: 2 * 60_000 };
/** While it is unknown whether the password is right, a sign-in waits this long for the outcome of another. */
const TIMEOUT_MS = 1_000;

/** Signs the reading account in, or rethrows the last refusal if another attempt could lock it. */
export type SignInGuard = (signIn: () => Promise<void>) => Promise<void>;

/**
 * Keeps a wrong password in the settings from locking the reading account. All controllers of a
 * domain count wrong attempts together, so all their connections share one guard: a password that
 * one of them refused is retried at most twice per lockout window, on one of them.
 *
 * With a keytab it is a single sign-in, since MIT Kerberos tries refused keys with two mechanisms.
 *
 * @param connection with the lockout rules, if known
 */
export function signInGuard({
	lockoutRules,
	keytabFile,
}: Pick<DomainConnection, "lockoutRules" | "keytabFile">): SignInGuard {
	const pauseMs = pauseBetweenTries(lockoutRules, keytabFile === undefined ? 1 : 2);
	let refused: { error: unknown; atMs: number } | undefined;
	let unproven: Promise<void> | undefined;
	let isProven = false;

	async function attempt(signIn: () => Promise<void>): Promise<void> {
		if (refused && performance.now() - refused.atMs < pauseMs) throw refused.error;
		// Concurrent callers get the same refusal again.
		if (refused) refused = { ...refused, atMs: performance.now() };
		try {
			await signIn();
			isProven = true;
			refused = undefined;
		} catch (error) {
			if (countsAsWrongTry(error)) {
				isProven = false;
				refused = { error, atMs: performance.now() };
			}
			throw error;
		}
	}

	return async (signIn) => {
		if (isProven) return await attempt(signIn);
		const deadline = performance.now() + TIMEOUT_MS;
		while (!isProven && unproven && performance.now() < deadline) {
			await Promise.race([
				unproven.catch(() => undefined),
				new Promise((resolve) => setTimeout(resolve, TIMEOUT_MS)),
			]);
		}
		const mine = attempt(signIn);
		unproven = mine;
		try {
			await mine;
		} finally {
			if (unproven === mine) unproven = undefined;
		}
	};
}

const WRONG: readonly SignInRefusal[] = ["wrong-password", "wrong-key"];

/** Any other refusal means that the password was right or never checked. */
function countsAsWrongTry(error: unknown): boolean {
	if (unreadReason(error) !== "sign-in-refused") return false;
	const refusal = signInRefusal(error);
	return refusal === undefined || WRONG.includes(refusal);
}

/** @param counted how many wrong attempts a refused sign-in counts as */
function pauseBetweenTries(rules: LockoutRules | undefined, counted: number): number {
	const threshold = rules?.threshold ?? USUAL.threshold;
	const windowMs = rules?.windowMs ?? USUAL.windowMs;
	if (threshold === 0) return 0;
	return windowMs / (threshold <= 3 * counted ? 1 : 2);
}
