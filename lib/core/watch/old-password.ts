import { baselineOf } from "../readiness/baseline.ts";
import {
	type ControllerLedger,
	changeOf,
	type Holding,
	type PersonLedger,
} from "../readiness/ledger.ts";
import type { Watch } from "./watch.ts";

/** "The old password still works over NTLM for an hour" (Microsoft KB 906305, the default lifetime). */
const OLD_PASSWORD_LIFETIME_MS = 60 * 60_000;

/** Whether the managed domain is known to have held no password of this person before this change. */
export function isFirstChange(watch: Watch, ledger: PersonLedger): boolean {
	const baselines = baselinesOf(watch, ledger);
	return baselines.length > 0 && !baselines.some(heldPassword);
}

/**
 * Whether a controller is known to have held an older password of this person, which still opens
 * work computers: no controller says that it has expired or must be changed, or lacks the account.
 */
export function hasOldPassword(watch: Watch, ledger: PersonLedger): boolean {
	return heldAny(watch, ledger) && !ledger.controllers.some(isOutOfUse);
}

const heldAny = (watch: Watch, ledger: PersonLedger) =>
	baselinesOf(watch, ledger).some(heldPassword);

function isOutOfUse({ lastRead }: ControllerLedger): boolean {
	if (lastRead?.kind === "absent") return true;
	if (lastRead?.kind !== "present") return false;
	const { passwordSetAt, passwordExpired } = lastRead.account;
	return passwordSetAt === "must-change" || passwordExpired === true;
}

/**
 * Until when the old password may still work over NTLM; `undefined` while the new one does not
 * work, or when no controller is known to have held an old one.
 */
export function oldPasswordUntil(watch: Watch, ledger: PersonLedger): Date | undefined {
	if (!watch.usableAt || !heldAny(watch, ledger)) return undefined;
	return new Date(watch.usableAt.getTime() + OLD_PASSWORD_LIFETIME_MS);
}

function baselinesOf({ ticket }: Watch, ledger: PersonLedger): Holding[] {
	const change = changeOf(ledger, ticket);
	return change ? ledger.controllers.flatMap((c) => baselineOf(change, c) ?? []) : [];
}

function heldPassword({ keys }: Holding): boolean {
	if (keys === "absent") return false;
	const version = keys.keyVersion ?? keys.keyWrites?.unicodePwd?.version;
	return version === undefined ? keys.passwordSetAt instanceof Date : version > 0;
}
