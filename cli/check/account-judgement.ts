import type {
	AttributeWrite,
	DirectoryAccount,
	KerberosKeys,
} from "#lib/core/readiness/observation.ts";
import { pass, type Verdict, warn } from "./check-row.ts";

/**
 * Judges the account named by --user: whether it exists, whether anything blocks it, and what evidence it
 * shows. A problem with one account is never a failure of the portal.
 */
export function judgeAccount(
	account: DirectoryAccount | undefined,
	userPrincipalName: string,
	kerberosKeys: KerberosKeys | undefined,
): Verdict {
	if (!account) {
		return warn(
			`${userPrincipalName} does not exist here.`,
			"Compare the name with the user principal name in Entra. Guests are never in the managed domain; people who have not changed their password since the domain was created may not be there yet.",
		);
	}
	const found = `${account.userPrincipalName}: ${evidence(account, kerberosKeys).join(", ")}.`;
	const [bar] = bars(account);
	if (bar) return warn(`${found} ${bar}.`, "The portal will tell this person.");
	return pass(`${found} Nothing blocks it.`);
}

function evidence(account: DirectoryAccount, kerberosKeys: KerberosKeys | undefined): string[] {
	const { passwordSetAt, keyVersion, keyWrites } = account;
	const setAt =
		passwordSetAt instanceof Date ? inWords(passwordSetAt) : (passwordSetAt ?? "cannot be read");
	return [
		`pwdLastSet ${setAt}`,
		`key version ${keyVersion ?? "cannot be read"}`,
		...(keyWrites
			? [
					`unicodePwd ${writeInWords(keyWrites.unicodePwd)}`,
					`supplementalCredentials ${writeInWords(keyWrites.supplementalCredentials)}`,
				]
			: ["replPropertyMetaData cannot be read"]),
		...(kerberosKeys ? [`Kerberos keys: ${kerberosKeys}`] : []),
	];
}

/** What blocks the account even if the keys are there, most severe first. */
function bars(account: DirectoryAccount): string[] {
	const { disabled, lockedOut, lockedUntil, passwordSetAt, passwordExpired, keyWrites } = account;
	return [
		disabled && "It is disabled",
		lockedOut && `It is locked${lockedUntil ? ` until ${inWords(lockedUntil)}` : ""}`,
		keyWrites && !keyWrites.unicodePwd && "It has no password here",
		passwordSetAt === "must-change" && "Its password must be changed first",
		passwordExpired && "Its password has expired",
	].filter((bar) => typeof bar === "string");
}

function writeInWords(write: AttributeWrite | undefined): string {
	return write ? `version ${write.version} of ${inWords(write.writtenAt)}` : "never written";
}

function inWords(date: Date): string {
	return date.toISOString().replace(/\.\d+Z$/, "Z");
}
