import type { SurveyResult } from "#lib/directory/controller-survey.ts";
import type { DomainConnection } from "#lib/directory/domain-connection.ts";
import type { ReaderPassword } from "#lib/directory/reader-password.ts";
import type { SignInRefusal } from "#lib/directory/sign-in-refusal.ts";
import { fail, notChecked, pass, type Verdict, warn } from "./check-row.ts";

const DAY_MS = 24 * 60 * 60_000;
const WARN_DAYS = 14;
const FAIL_DAYS = 2;

const REFUSALS: Readonly<Record<SignInRefusal, [found: string, todo: string]>> = {
	"wrong-password": [
		"Name or password is wrong",
		"Correct DOMAIN_BIND_DN and DOMAIN_BIND_PASSWORD. Five wrong passwords within two minutes lock the account, so wait between attempts. Simple binds are also refused while NTLM password hash synchronisation is off in the domain: then use Kerberos (DOMAIN_BIND_METHOD=gssapi).",
	],
	locked: [
		"The reading account is locked",
		"Find out what is using a wrong password, wait until the lockout ends (30 minutes by default), then check again.",
	],
	disabled: ["The reading account is disabled", "Enable it."],
	"account-expired": ["The reading account has expired", "Set the account to never expire."],
	"password-expired": [
		"The password of the reading account has expired",
		"Set a new one, enter it in DOMAIN_BIND_PASSWORD, and let it never expire; otherwise the portal goes blind every 90 days.",
	],
	"must-change": [
		"The reading account must change its password first",
		"Change it once, and enter the new one in DOMAIN_BIND_PASSWORD.",
	],
	"not-allowed-now": [
		"The reading account may not sign in at this time of day",
		"Remove its logon hours restriction.",
	],
	"not-allowed-here": [
		"The reading account may not sign in from here",
		"Remove its logon workstations restriction.",
	],
	"wrong-key": [
		"Kerberos does not accept the keytab for the principal",
		"Recreate DOMAIN_BIND_KEYTAB_FILE, as docs/domain.md says, for the name in DOMAIN_BIND_PRINCIPAL: a keytab stops working when the password it was made from changes. Five wrong passwords within two minutes lock the account, so wait between attempts.",
	],
	revoked: [
		"Kerberos says that the reading account is disabled, locked or expired",
		"Enable it and set it to never expire. If it is locked, find out what is using a wrong password, and wait until the lockout ends (30 minutes by default).",
	],
	"no-service": [
		"Kerberos does not know the controller by its name",
		"Check whether the controller's account has the service principal name ldap/ with its full DNS name, and whether krb5.conf has rdns = false and dns_canonicalize_hostname = false.",
	],
	clock: [
		"This machine's clock differs too much from the controller's for Kerberos",
		"Synchronise both clocks: Kerberos allows five minutes.",
	],
	"channel-binding": [
		"The controller requires channel binding, which the Kerberos package cannot send",
		"Allow LDAP clients without channel binding in the domain's security settings, or use DOMAIN_BIND_METHOD=simple.",
	],
};

/** The same for an account with a keytab, which is made from the password. */
const REFUSALS_BY_KEYTAB: typeof REFUSALS = {
	...REFUSALS,
	"wrong-password": REFUSALS["wrong-key"],
	"password-expired": [
		REFUSALS["password-expired"][0],
		"Set a new one, let it never expire, then recreate DOMAIN_BIND_KEYTAB_FILE from it.",
	],
	"must-change": [
		REFUSALS["must-change"][0],
		"Change it once, and recreate DOMAIN_BIND_KEYTAB_FILE from the new one.",
	],
};

/** Which settings the account signs in with. */
type Method = Pick<DomainConnection, "keytabFile">;

/** Judges whether a controller accepted the reading account and answered it. */
export function judgeSignIn(result: SurveyResult, { keytabFile }: Method): Verdict {
	if (result.ok) return pass("The reading account is accepted, and the controller answers.");
	if (result.at === "read") {
		return fail(
			`It accepts the account but then does not answer (${result.message}).`,
			"Check DOMAIN_BASE_DN, and whether the controller is overloaded.",
		);
	}
	if (result.refusal) {
		const [found, todo] = (keytabFile ? REFUSALS_BY_KEYTAB : REFUSALS)[result.refusal];
		return fail(`${found} (the controller refuses the sign-in).`, todo);
	}
	return fail(
		`The sign-in failed: ${result.message}`,
		result.reason === "timeout"
			? "It accepts connections but does not answer: check the controller's health."
			: "Check that the reading account's name is a distinguished name or user principal name in the managed domain.",
	);
}

/** Judges when the reading account's password expires: from then on the portal sees nothing. */
export function judgeReaderPassword(
	expires: ReaderPassword,
	{ keytabFile, now }: Method & { now: Date },
): Verdict {
	if (expires === undefined) {
		return notChecked(
			"Its expiry cannot be read.",
			"Check in the domain that it never expires: by default it expires after 90 days.",
		);
	}
	if (expires === "never") return pass("It never expires.");
	const days = Math.floor((expires.getTime() - now.getTime()) / DAY_MS);
	const found = `It expires on ${expires.toISOString().slice(0, 10)}, in ${days} ${days === 1 ? "day" : "days"}. From then on the portal sees nothing.`;
	const enter = keytabFile
		? "recreate DOMAIN_BIND_KEYTAB_FILE from it"
		: "enter it in DOMAIN_BIND_PASSWORD";
	const todo = `Set a new one and ${enter}; or better, let it never expire.`;
	if (days < FAIL_DAYS) return fail(found, todo);
	return days < WARN_DAYS ? warn(found, todo) : pass(found);
}

/** A wrong password is tried on one controller only: every attempt counts towards locking the account. */
export const NOT_TRIED = notChecked(
	"Not tried, because another controller refused the same name and password, and every failed attempt counts towards a lockout.",
	"Fix that first.",
);
