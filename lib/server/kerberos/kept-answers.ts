import type { DirectoryAccount, KerberosKeys } from "#lib/core/readiness/observation.ts";
import { type KerberosAddress, kerberosKeys } from "./key-types.ts";

const TIMEOUT_MS = 1_500;
/** A Kerberos service that nobody reaches, often because of a firewall, is left alone this long. */
const RETRY_MS = 5 * 60_000;
const MAX_KEPT = 10_000;

/**
 * Asks which keys a controller holds, once for each state of an account: every write of keys raises
 * their version.
 */
export function keptKerberosAnswers(address: KerberosAddress, realm: string) {
	const kept = new Map<string, KerberosKeys>();
	let unreachableSince: number | undefined;

	async function ask(account: DirectoryAccount): Promise<KerberosKeys | undefined> {
		const name = account.samAccountName;
		if (
			!name ||
			(unreachableSince !== undefined && performance.now() - unreachableSince < RETRY_MS)
		) {
			return undefined;
		}
		const state = [account.objectGuid, name, account.keyVersion, account.passwordSetAt].join();
		const known = kept.get(state);
		if (known) return known;
		const answer = await kerberosKeys(address, { name, realm }, TIMEOUT_MS);
		unreachableSince = answer === "unreachable" ? performance.now() : undefined;
		if (answer === "unreachable" || answer === "silent") return undefined;
		if (kept.size >= MAX_KEPT) kept.clear();
		kept.set(state, answer);
		return answer;
	}

	/** The controller was away and is back: its Kerberos service may be, too. */
	function tryAgain(): void {
		unreachableSince = undefined;
	}

	return { ask, tryAgain };
}
