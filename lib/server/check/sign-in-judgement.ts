import type { SurveyResult } from "#lib/server/managed-domain/controller-survey.ts";
import type { SignInRefusal } from "#lib/server/managed-domain/sign-in-refusal.ts";
import { fail, notChecked, pass, type Verdict } from "./check-row.ts";

const REFUSALS: Readonly<Record<SignInRefusal, [found: string, todo: string]>> = {
	"wrong-password": [
		"Name or password is wrong",
		"Correct DOMAIN_BIND_DN and DOMAIN_BIND_PASSWORD. Five wrong tries within two minutes lock the account, so wait between tries. Simple binds are also refused while NTLM password hash synchronisation is off in the domain.",
	],
	locked: [
		"The reading account is locked",
		"Find out what tries a wrong password, wait until the lockout ends (30 minutes by default), then check again.",
	],
	disabled: ["The reading account is disabled", "Enable it."],
	"account-expired": ["The reading account has expired", "Set it to never expire."],
	"password-expired": [
		"The password of the reading account has expired",
		"Set a new one, and that it never expires: else the portal goes blind every 90 days.",
	],
	"must-change": [
		"The reading account must change its password first",
		"Change it once, and enter the new one in DOMAIN_BIND_PASSWORD.",
	],
	"not-allowed-now": [
		"The reading account may not sign in at this time of day",
		"Take the logon hours off it.",
	],
	"not-allowed-here": [
		"The reading account may not sign in from here",
		"Take the logon workstations off it.",
	],
};

/** Judges whether a controller let the reading account in and answered it. */
export function judgeSignIn(result: SurveyResult): Verdict {
	if (result.ok) return pass("Name and password are accepted, and it answers.");
	if (result.at === "read") {
		return fail(
			`It lets the account in, and then gives no answer (${result.message}).`,
			"See whether DOMAIN_BASE_DN is right, and whether the controller is overloaded.",
		);
	}
	if (result.refusal) {
		const [found, todo] = REFUSALS[result.refusal];
		return fail(`${found} (the controller refuses the sign-in).`, todo);
	}
	return fail(
		`The sign-in failed: ${result.message}`,
		result.reason === "timeout"
			? "It takes connections and does not answer: see whether the controller is well."
			: "See whether DOMAIN_BIND_DN is a distinguished name or a user principal name of the managed domain.",
	);
}

/** A wrong password is tried on one controller only: every try counts towards a lockout of the account. */
export const NOT_TRIED = notChecked(
	"Not tried, because another controller refused the same name and password, and every wrong try counts towards a lockout.",
	"Mend that first.",
);
