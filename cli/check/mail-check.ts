import type { MailCheck } from "#lib/server/mail/verify-mail.ts";
import type { MailSettings } from "#lib/server/settings/mail-settings.ts";
import { fail, notChecked, pass, type Verdict } from "./check-row.ts";

const REACH = "Correct name and port in SMTP_URL, and let this machine reach the mail server.";

const WHAT_TO_DO: Readonly<Record<Exclude<MailCheck, { ok: true }>["code"], string>> = {
	unreachable: REACH,
	certificate: "Put the certificate of whoever signed the server's into SMTP_CA_FILE.",
	"no-tls":
		"Take the scheme that fits the port: smtp:// where TLS begins later (STARTTLS), smtps:// where it begins at once. TLS 1.2 or newer is needed.",
	"sign-in-refused": "Correct the user and the password in SMTP_URL.",
	refused: "See what the mail server's log says.",
};

/** Judges the way to the mail server. Mail that is set and does not work is a failure: somebody relies on it. */
export function judgeMail(
	settings: MailSettings | undefined,
	check: MailCheck | undefined,
): Verdict {
	if (!settings || !check) return notChecked("Mail is off: SMTP_URL and MAIL_FROM are not set.");
	const server = `${settings.host}:${settings.port}`;
	if (check.ok) {
		const signIn = settings.credentials ? ", and takes name and password" : "";
		return pass(`${server} answers${signIn}. No mail was sent.`);
	}
	return fail(`${server} takes no mail: ${check.detail}.`, WHAT_TO_DO[check.code]);
}
