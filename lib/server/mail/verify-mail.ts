import { createTransport } from "nodemailer";
import type { MailSettings } from "#lib/server/settings/mail-settings.ts";
import { readSendFailure } from "./send-result.ts";
import { transportOptions } from "./smtp.ts";

/** Short, since somebody is waiting at a terminal. */
const TIMEOUT_MS = 5_000;

export type MailCheck =
	| { ok: true }
	| {
			ok: false;
			code: "unreachable" | "certificate" | "no-tls" | "sign-in-refused" | "refused";
			/** The error from the server or the connection, for the operator. */
			detail: string;
	  };

/**
 * Checks the mail settings without sending anything: connects, greets, upgrades to TLS and signs
 * in, as for a mail. Whether the server lets this account send as `MAIL_FROM` only shows when a
 * mail is sent.
 */
export async function verifyMail(settings: MailSettings): Promise<MailCheck> {
	const transport = createTransport({
		...transportOptions(settings),
		connectionTimeout: TIMEOUT_MS,
		greetingTimeout: TIMEOUT_MS,
		socketTimeout: TIMEOUT_MS,
	});
	try {
		await transport.verify();
		return { ok: true };
	} catch (error) {
		return { ok: false, code: codeOf(error), detail: readSendFailure(error).answer };
	} finally {
		transport.close();
	}
}

type Failure = { code?: string; originalCode?: string };

/** Node's codes for untrusted certificates; OpenSSL's own errors concern the handshake. */
const CERTIFICATE = /CERT|SIGNATURE|ISSUER|SELF_SIGNED/;
const HANDSHAKE = /^ERR_SSL_/;

function codeOf(error: unknown): Exclude<MailCheck, { ok: true }>["code"] {
	const { code = "", originalCode = "" } = error as Failure;
	if (code === "EAUTH" || code === "ENOAUTH") return "sign-in-refused";
	if (HANDSHAKE.test(originalCode)) return "no-tls";
	if (CERTIFICATE.test(originalCode)) return "certificate";
	if (code === "ETLS") return "no-tls";
	const isSilent = code === "EDNS" || code === "ESOCKET" || code === "ETIMEDOUT";
	return isSilent ? "unreachable" : "refused";
}
