import { createTransport } from "nodemailer";
import { transportOptions } from "#lib/server/mail/smtp.ts";
import type { MailSettings } from "#lib/server/settings/mail-settings.ts";
import { fail, notChecked, pass, type Verdict } from "./check-row.ts";

const PATIENCE_MS = 5_000;

/** How far the way to the mail server went. `code` and `command` are those of `nodemailer`. */
export type MailFacts =
	| { ok: true }
	| { ok: false; code: string; command: string; message: string };

/** Greets the mail server, starts TLS and signs in as for sending, and then leaves without a mail. */
export async function readMailServer(settings: MailSettings): Promise<MailFacts> {
	const transport = createTransport({
		...transportOptions(settings),
		connectionTimeout: PATIENCE_MS,
		greetingTimeout: PATIENCE_MS,
		socketTimeout: PATIENCE_MS,
	});
	try {
		await transport.verify();
		return { ok: true };
	} catch (error) {
		const { code, command, message } = error as {
			code?: string;
			command?: string;
			message?: string;
		};
		return { ok: false, code: code ?? "", command: command ?? "", message: message ?? "" };
	} finally {
		transport.close();
	}
}

/** What each of `nodemailer`'s codes has to do with. */
const TODO: Readonly<Record<string, string>> = {
	EAUTH: "Correct the user and the password in SMTP_URL.",
	ENOAUTH: "Correct the user and the password in SMTP_URL.",
	EDNS: "Correct the name of the mail server in SMTP_URL.",
	ETLS: "The server must offer STARTTLS (smtp://) or TLS from the start (smtps://): take the one that fits its port, and put whoever signed its certificate into SMTP_CA_FILE.",
	ESOCKET:
		"See whether name and port in SMTP_URL are right, and whether TLS begins at once there (smtps://) or later (smtp://); put whoever signed its certificate into SMTP_CA_FILE.",
	ECONNECTION: "Correct SMTP_URL, and let this machine reach the mail server.",
	ETIMEDOUT: "Correct SMTP_URL, and let this machine reach the mail server.",
};

/** Judges the way to the mail server. Mail that is set and does not work is a failure: somebody relies on it. */
export function judgeMail(
	settings: MailSettings | undefined,
	facts: MailFacts | undefined,
): Verdict {
	if (!settings || !facts) return notChecked("Mail is off: SMTP_URL and MAIL_FROM are not set.");
	const server = `${settings.host}:${settings.port}`;
	if (facts.ok) {
		const signIn = settings.credentials ? ", and takes the name and password" : "";
		return pass(`${server} answers${signIn}. No mail was sent.`);
	}
	return fail(
		`${server} takes no mail: ${facts.message} (${facts.code}).`,
		TODO[facts.code] ?? "Correct SMTP_URL, or see what the mail server's log says.",
	);
}
