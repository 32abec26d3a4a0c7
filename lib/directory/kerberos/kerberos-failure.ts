/** Why Kerberos issued no ticket for a controller. */
export type KerberosRefusalReason =
	| "wrong-key"
	| "revoked"
	| "password-expired"
	| "no-service"
	| "clock";

/** The reading account got no ticket, so no controller was contacted. */
export class KerberosRefusal extends Error {
	/** `undefined`: an unknown reason. */
	readonly reason: KerberosRefusalReason | undefined;

	constructor(message: string, reason: KerberosRefusalReason | undefined) {
		super(message);
		this.reason = reason;
	}
}

/** Messages of MIT Kerberos (`krb5_err.et`, `k5e1_err.et`), which reports no codes through GSSAPI. */
const BY_WORDS: readonly [RegExp, KerberosRefusalReason][] = [
	[/server .*not found in kerberos database/i, "no-service"],
	[/preauthentication failed|not found in kerberos database|decrypt integrity/i, "wrong-key"],
	[/credentials have been revoked|client's entry in database has expired/i, "revoked"],
	[/password has expired/i, "password-expired"],
	[/clock skew/i, "clock"],
	// Also matches text that precedes other reasons, so it comes last.
	[/key ?tab|no suitable keys|no (?:kerberos )?credentials/i, "wrong-key"],
];

const UNREACHABLE = /cannot contact any kdc|cannot find kdc|cannot resolve/i;

/** Translates what the Kerberos library threw. An unreachable service is not a refusal. */
export function kerberosFailure(error: unknown): Error {
	const message = error instanceof Error ? error.message : String(error);
	if (UNREACHABLE.test(message)) {
		return Object.assign(new Error(message, { cause: error }), { code: "ECONNREFUSED" });
	}
	return new KerberosRefusal(message, BY_WORDS.find(([words]) => words.test(message))?.[1]);
}
