import { readCaFile } from "./ca-file.ts";
import { type Environment, LOOPBACK } from "./environment.ts";
import { TLS_OPTIONAL } from "./smtp-url.ts";

/** Where and as whom mails are submitted. */
export type MailSettings = {
	host: string;
	port: number;
	/** Implicit TLS (`smtps`, RFC 8314). Otherwise STARTTLS. */
	isTlsFromStart: boolean;
	/** Requires TLS: mails lead to a person's status, so they go in clear only on this machine, or if allowed to. */
	mustEncrypt: boolean;
	credentials: { user: string; password: string } | undefined;
	/** CA certificates in PEM form for the server's certificate; `undefined`: Node's trusted roots. */
	ca: string | undefined;
	/** The sender's address. */
	from: string;
};

/** RFC 8314 for implicit TLS, RFC 6409 otherwise. */
const PORTS = { "smtps:": 465, "smtp:": 587 };

/** Reads the mail settings, adding errors to `mistakes`. @returns `undefined` when mail is off */
export function mailSettings(e: Environment, mistakes: string[]): MailSettings | undefined {
	const { SMTP_URL: url, MAIL_FROM: from } = e;
	if (!url && !from) return undefined;
	const ca = e.SMTP_CA_FILE ? readCaFile("SMTP_CA_FILE", e.SMTP_CA_FILE, mistakes) : undefined;
	if (!url || !from) {
		const missing = url ? "MAIL_FROM" : "SMTP_URL";
		mistakes.push(`${missing}: missing. Mail needs SMTP_URL and MAIL_FROM, or neither.`);
		return undefined;
	}
	const { protocol, hostname, port, username, password, search } = new URL(url);
	const isTlsFromStart = protocol === "smtps:";
	const credentials = username
		? { user: decodeURIComponent(username), password: decodeURIComponent(password) }
		: undefined;
	return {
		host: hostname.replace(/^\[|\]$/g, ""),
		port: Number(port) || PORTS[isTlsFromStart ? "smtps:" : "smtp:"],
		isTlsFromStart,
		mustEncrypt: isTlsFromStart || !(LOOPBACK.test(hostname) || search === TLS_OPTIONAL),
		credentials,
		ca,
		from,
	};
}
