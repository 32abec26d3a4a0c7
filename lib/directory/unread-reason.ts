import { InvalidCredentialsError } from "ldapts";
import type { UnreadReason } from "#lib/core/readiness/observation.ts";
import { KerberosRefusal } from "#lib/directory/kerberos/kerberos-failure.ts";

const BY_CODE: Record<string, UnreadReason> = {
	ECONNREFUSED: "refused",
	ECONNRESET: "refused",
	EHOSTUNREACH: "refused",
	ENETUNREACH: "refused",
	ENOTFOUND: "refused",
	EAI_AGAIN: "refused",
	EPIPE: "refused",
	ETIMEDOUT: "timeout",
};

/** Node's error codes for untrusted certificates (`tls` module, OpenSSL's verify codes). */
const CERTIFICATE = /CERT|UNABLE_TO_VERIFY|ISSUER|ALTNAME|SELF_SIGNED|CRL/;

/** Why a controller could not be read, from what the client threw. */
export function unreadReason(error: unknown): UnreadReason {
	if (error instanceof InvalidCredentialsError || error instanceof KerberosRefusal)
		return "sign-in-refused";
	if (!(error instanceof Error)) return "protocol";
	const code = "code" in error ? String(error.code) : "";
	if (CERTIFICATE.test(code)) return "certificate";
	if (/time(?:d )?out/i.test(error.message)) return "timeout";
	if (/socket|closed/i.test(error.message)) return "refused";
	return BY_CODE[code] ?? "protocol";
}
