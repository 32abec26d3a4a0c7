import type { LockoutRules } from "#lib/core/readiness/observation.ts";
import type { DomainConnection } from "./domain-connection.ts";
import { type SignInRefusal, signInRefusal } from "./sign-in-refusal.ts";
import { unreadReason } from "./unread-reason.ts";

/** Microsoft's own for a managed domain: "Password and account lockout policies". */
const USUAL = { threshold: 5, windowMs: 2 * 60_000 };
/** While nobody knows whether the password is right, one sign-in waits so long for another's outcome. */
const PATIENCE_MS = 1_000;

/** Does a sign-in of the reading account, or throws the last refusal instead where another try could lock it. */
export type SignInGuard = (signIn: () => Promise<void>) => Promise<void>;

/**
 * Keeps a wrong password in the settings from locking the reading account. All controllers of a domain
 * count wrong tries together, so that all their connections share one guard: a password that one of
 * them has refused is tried again twice in a lockout's window, by one of them.
 *
 * With a keytab it is one sign-in only, since MIT Kerberos tries refused keys for two mechanisms.
 *
 * @param connection with the lockout rules, as far as they are known
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
		// Others that come meanwhile hear the same refusal once more.
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
		const deadline = performance.now() + PATIENCE_MS;
		while (!isProven && unproven && performance.now() < deadline) {
			await Promise.race([
				unproven.catch(() => undefined),
				new Promise((resolve) => setTimeout(resolve, PATIENCE_MS)),
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

/** A refusal for another reason says that the password is right, or that nobody looked at it. */
function countsAsWrongTry(error: unknown): boolean {
	if (unreadReason(error) !== "sign-in-refused") return false;
	const refusal = signInRefusal(error);
	return refusal === undefined || WRONG.includes(refusal);
}

/** @param counted how many wrong tries a refused sign-in is */
function pauseBetweenTries(rules: LockoutRules | undefined, counted: number): number {
	const threshold = rules?.threshold ?? USUAL.threshold;
	const windowMs = rules?.windowMs ?? USUAL.windowMs;
	if (threshold === 0) return 0;
	return windowMs / (threshold <= 3 * counted ? 1 : 2);
}
