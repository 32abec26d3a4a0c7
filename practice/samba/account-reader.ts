import { directoryView } from "#practice/domain/directory-view.ts";
import type { SambaDomain } from "#practice/domain/samba-domain.ts";
import { CONTROLLERS, type Controller } from "#practice/domain/stand-in.ts";

// msDS-User-Account-Control-Computed (MS-ADTS 3.1.1.4.5.17).
const LOCKED = 0x10;
const PASSWORD_EXPIRED = 0x80_0000;

/** The part of an account that a portal can see. */
export type VisibleAccount = {
	keyVersion: number;
	/** Milliseconds since 1970; undefined if the password must be changed. */
	passwordSetAt: number | undefined;
	isLocked: boolean;
	isExpired: boolean;
	isDisabled: boolean;
	wrongTries: number;
	/** 0: the service account can only read it. */
	rights: number;
};

/**
 * Reads an account as a portal does: over LDAPS from one controller, as the service account, verifying the
 * certificate. Undefined if the controller does not have it; throws if it does not answer.
 */
export async function readAccount(
	{ environment }: SambaDomain,
	at: Controller,
	id: string,
): Promise<VisibleAccount | undefined> {
	const view = directoryView(environment, CONTROLLERS.indexOf(at));
	const names = ["*", "msDS-KeyVersionNumber", COMPUTED, "sDRightsEffective"];
	const [entry] = await view.accounts(id, names);
	return entry && visible(entry);
}

const COMPUTED = "msDS-User-Account-Control-Computed";

function visible(entry: Record<string, unknown>): VisibleAccount {
	const flags = Number(entry[COMPUTED]);
	return {
		keyVersion: Number(entry["msDS-KeyVersionNumber"]),
		passwordSetAt: entry.pwdLastSet === "0" ? undefined : milliseconds(String(entry.pwdLastSet)),
		isLocked: (flags & LOCKED) !== 0,
		isExpired: (flags & PASSWORD_EXPIRED) !== 0,
		isDisabled: (Number(entry.userAccountControl) & 2) !== 0,
		wrongTries: Number(entry.badPwdCount),
		rights: Number(entry.sDRightsEffective),
	};
}

/** FILETIME: 100 ns since 1601 (MS-DTYP 2.3.3). */
function milliseconds(filetime: string): number {
	return Number((BigInt(filetime) - 116_444_736_000_000_000n) / 10_000n);
}
