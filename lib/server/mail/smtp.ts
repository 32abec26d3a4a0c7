import { createTransport } from "nodemailer";
import type { MailSettings } from "#lib/server/settings/mail-settings.ts";
import type { ComposedMail } from "./compose.ts";
import { readSendFailure, type SendResult } from "./send-result.ts";

/** How long a mail server is waited for, in milliseconds. */
export type Patience = {
	/** To accept a connection, and to greet. */
	connectMs: number;
	/**
	 * For one try as a whole. RFC 5321 section 4.5.3.2.6: ten minutes for the answer after the data, so
	 * that a slow server is not sent the same mail twice.
	 */
	tryMs: number;
};

const PATIENCE: Patience = { connectMs: 30_000, tryMs: 12 * 60_000 };

/** Who the mails are from. */
export type Sender = { name: string; replyTo: string | undefined };

export type OutgoingMail = ComposedMail & { id: string; to: string; locale: string };

/** One kept connection to the mail server. */
export type Smtp = {
	/** Hands one mail in, once. Never rejects. */
	send(mail: OutgoingMail): Promise<SendResult>;
	/** Ends the connection, and a mail that is just being sent with it. */
	close(): void;
};

/** Prepares a connection; it is made with the first mail, and closed again after minutes without any. */
export function connectSmtp(
	settings: MailSettings,
	sender: Sender,
	{ connectMs, tryMs }: Patience = PATIENCE,
): Smtp {
	const transport = createTransport({
		...transportOptions(settings),
		connectionTimeout: connectMs,
		greetingTimeout: connectMs,
		pool: true,
		maxConnections: 1,
		// By default the pool sends a mail again when the connection breaks, also after the server took it.
		maxRequeues: 0,
	});
	// The sender gets the error; without a listener a lost idle connection would end the process.
	transport.on("error", () => undefined);
	return {
		async send(mail) {
			try {
				await transport.sendMail({
					...message(settings, sender, mail),
					signal: AbortSignal.timeout(tryMs),
				});
				return { outcome: "sent" };
			} catch (error) {
				return readSendFailure(error);
			}
		},
		close: () => transport.close({ force: true }),
	};
}

/** How the mail server is reached, for sending and for checking. Its certificate is always verified. */
export function transportOptions(settings: MailSettings) {
	const { host, port, isTlsFromStart, mustEncrypt, credentials, ca } = settings;
	return {
		host,
		port,
		secure: isTlsFromStart,
		requireTLS: mustEncrypt,
		tls: { minVersion: "TLSv1.2", ...(ca && { ca }) },
		...(credentials && { auth: { user: credentials.user, pass: credentials.password } }),
	} as const;
}

/** Addresses and names are given apart, so that none is parsed out of the other. */
function message(settings: MailSettings, sender: Sender, mail: OutgoingMail) {
	const { id, to, subject, text, html, locale } = mail;
	return {
		from: { name: sender.name, address: settings.from },
		...(sender.replyTo && { replyTo: { name: "", address: sender.replyTo } }),
		to: { name: "", address: to },
		subject,
		text,
		html,
		// The same for every try: a mail that is sent twice all the same is recognised by it.
		messageId: `<${id}@${settings.from.split("@").at(-1)}>`,
		headers: {
			// RFC 3834 section 5: nobody's absence note answers it. Exchange reads its own header for that.
			"Auto-Submitted": "auto-generated",
			"X-Auto-Response-Suppress": "All",
			"Content-Language": locale,
		},
		xMailer: false as const,
		disableFileAccess: true,
		disableUrlAccess: true,
	};
}
