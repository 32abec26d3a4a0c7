import { createTransport } from "nodemailer";
import type { MailSettings } from "#lib/server/settings/mail-settings.ts";
import type { ComposedMail } from "./compose.ts";
import { readSendFailure, type SendResult } from "./send-result.ts";

/** Time limits for a mail server, in milliseconds. */
export type Timeouts = {
	/** To accept a connection and to greet. */
	connectMs: number;
	/**
	 * For one attempt as a whole. RFC 5321 section 4.5.3.2.6: ten minutes for the reply after the
	 * data, so that a slow server does not get the same mail twice.
	 */
	tryMs: number;
};

const TIMEOUTS: Timeouts = { connectMs: 30_000, tryMs: 12 * 60_000 };

/** The sender of the mails. */
export type Sender = { name: string; replyTo: string | undefined };

export type OutgoingMail = ComposedMail & { id: string; to: string; locale: string };

/** A persistent connection to the mail server. */
export type Smtp = {
	/** Submits one mail, once. Never rejects. */
	send(mail: OutgoingMail): Promise<SendResult>;
	/** Closes the connection, aborting a mail that is being sent. */
	close(): void;
};

/** Prepares a connection; it is opened for the first mail, and closed after minutes without any. */
export function connectSmtp(
	settings: MailSettings,
	sender: Sender,
	{ connectMs, tryMs }: Timeouts = TIMEOUTS,
): Smtp {
	const transport = createTransport({
		...transportOptions(settings),
		connectionTimeout: connectMs,
		greetingTimeout: connectMs,
		pool: true,
		maxConnections: 1,
		// By default the pool resends a mail when the connection breaks, even after the server accepted
		// it.
		maxRequeues: 0,
	});
	// `send` gets the error; without a listener, losing an idle connection would end the process.
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

/** How to reach the mail server, for sending and for checking. Its certificate is always verified. */
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

/** Addresses and names are passed separately, so that neither is parsed out of the other. */
function message(settings: MailSettings, sender: Sender, mail: OutgoingMail) {
	const { id, to, subject, text, html, locale } = mail;
	return {
		from: { name: sender.name, address: settings.from },
		...(sender.replyTo && { replyTo: { name: "", address: sender.replyTo } }),
		to: { name: "", address: to },
		subject,
		text,
		html,
		// The same for every attempt, so that a duplicate can be recognised.
		messageId: `<${id}@${settings.from.split("@").at(-1)}>`,
		headers: {
			// RFC 3834 section 5: prevents automatic replies. Exchange reads its own header for that.
			"Auto-Submitted": "auto-generated",
			"X-Auto-Response-Suppress": "All",
			"Content-Language": locale,
		},
		xMailer: false as const,
		disableFileAccess: true,
		disableUrlAccess: true,
	};
}
