import { keyVersion } from "../readiness/key-rules.ts";
import type { Observation } from "../readiness/observation.ts";
import type { Watch } from "./watch.ts";

/** "The old password still works over NTLM for an hour" (Microsoft KB 906305, the default lifetime). */
const OLD_PASSWORD_LIFETIME_MS = 60 * 60_000;

/** Whether the managed domain is known to have held no password of this person before this change. */
export function isFirstChange({ records }: Watch): boolean {
	const baselines = records.flatMap((r) => r.baseline ?? []);
	return baselines.length > 0 && !baselines.some(heldPassword);
}

/**
 * Until when the old password may still open something over NTLM; `undefined` when the new one does
 * not work yet, or when no controller is known to have held an old one.
 */
export function oldPasswordUntil({ records, usableAt }: Watch): Date | undefined {
	if (!usableAt || !records.some((r) => r.baseline && heldPassword(r.baseline))) return undefined;
	return new Date(usableAt.getTime() + OLD_PASSWORD_LIFETIME_MS);
}

function heldPassword(baseline: Observation): boolean {
	if (baseline.kind !== "present") return false;
	const version = keyVersion(baseline.account);
	return version === undefined ? baseline.account.passwordSetAt instanceof Date : version > 0;
}
