import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from "smtp-server";
import type { Credentials } from "../domain/certificates.ts";
import { type ReceivedMail, readMail } from "./received-mail.ts";

export type MailServerOptions = {
	port?: number;
	/** Offers STARTTLS with this certificate. */
	certificate?: Credentials;
	/** Implicit TLS instead. */
	isTlsFromStart?: boolean;
	/** The required credentials; default: none. */
	account?: { user: string; password: string };
};

/** The server's answer instead of accepting a mail. */
export type Refusal = { at: "MAIL FROM" | "RCPT TO" | "DATA"; code: number; text?: string };

/** A real SMTP server on this machine that keeps every mail. */
export type MailServer = {
	port: number;
	/** The setting that makes a portal use it. */
	url: string;
	mails(): readonly ReceivedMail[];
	/** Resolves when this many mails have arrived. */
	arrived(count: number): Promise<readonly ReceivedMail[]>;
	/** The number of connections so far. */
	connections(): number;
	/** Refuses in this way until the returned function is called. */
	refuse(refusal: Refusal): () => void;
	/** Accepts the next mail, and disconnects before confirming. */
	hangUpAfterData(): void;
	/** Accepts mails, but does not confirm until the returned function is called. */
	keepSilent(): () => void;
	stop(): Promise<void>;
};

type Received = {
	mails: ReceivedMail[];
	connections: number;
	refusals: Set<Refusal>;
	hangsUp: boolean;
	/** Resolves when the server may answer again; `undefined` while it may. */
	silence: Promise<void> | undefined;
	/** Callers waiting for a mail. */
	waiting: Set<() => void>;
};

export async function startMailServer(options: MailServerOptions = {}): Promise<MailServer> {
	const { port: wanted = 0, account, isTlsFromStart = false } = options;
	const received: Received = {
		mails: [],
		connections: 0,
		refusals: new Set(),
		hangsUp: false,
		silence: undefined,
		waiting: new Set(),
	};
	const stop = () => new Promise<void>((resolve) => server.close(() => resolve()));
	const server = new SMTPServer({
		...connectionOptions(options),
		...handlers(received, account, stop),
	});
	server.on("error", () => undefined);
	await new Promise<void>((resolve) => server.listen(wanted, "127.0.0.1", resolve));
	const { port } = server.server.address() as AddressInfo;
	const signIn = account ? `${account.user}:${account.password}@` : "";
	return {
		port,
		url: `${isTlsFromStart ? "smtps" : "smtp"}://${signIn}127.0.0.1:${port}`,
		mails: () => received.mails,
		connections: () => received.connections,
		async arrived(count) {
			while (received.mails.length < count) {
				await new Promise<void>((resolve) => received.waiting.add(resolve));
			}
			return received.mails;
		},
		refuse(refused) {
			received.refusals.add(refused);
			return () => void received.refusals.delete(refused);
		},
		hangUpAfterData() {
			received.hangsUp = true;
		},
		keepSilent() {
			const silence = Promise.withResolvers<void>();
			received.silence = silence.promise;
			return () => {
				received.silence = undefined;
				silence.resolve();
			};
		},
		stop,
	};
}

function handlers(
	received: Received,
	account: MailServerOptions["account"],
	hangUp: () => void,
): SMTPServerOptions {
	const refusal = (at: Refusal["at"]) => {
		const found = [...received.refusals].find((r) => r.at === at);
		return found && Object.assign(new Error(found.text ?? "Refused"), { responseCode: found.code });
	};
	return {
		onConnect(_session, done) {
			received.connections += 1;
			done();
		},
		onAuth({ username, password }, _session, done) {
			const isRight = username === account?.user && password === account?.password;
			done(null, isRight ? { user: username } : {});
		},
		onMailFrom: (_address, _session, done) => done(refusal("MAIL FROM")),
		onRcptTo: (_address, _session, done) => done(refusal("RCPT TO")),
		async onData(stream, session, done) {
			// The client may disconnect in the middle of a mail, like a killed portal.
			const raw = await text(stream).catch(() => undefined);
			if (raw === undefined) return done(new Error("Cut off"));
			const refused = refusal("DATA");
			if (refused) return done(refused);
			received.mails.push(await readMail(raw, aboutOf(session)));
			for (const tell of received.waiting) tell();
			if (received.hangsUp) return hangUp();
			await received.silence;
			done();
		},
	};
}

function connectionOptions(options: MailServerOptions): SMTPServerOptions {
	const { certificate, isTlsFromStart = false, account } = options;
	const hidden = [...(certificate ? [] : ["STARTTLS"]), ...(account ? [] : ["AUTH"])];
	return {
		secure: isTlsFromStart,
		...certificate,
		disabledCommands: hidden,
		authOptional: !account,
		allowInsecureAuth: true,
		closeTimeout: 100,
		disableReverseLookup: true,
	};
}

function aboutOf({ envelope, secure, user }: SMTPServerSession) {
	const { mailFrom, rcptTo } = envelope;
	return {
		envelope: {
			from: mailFrom ? mailFrom.address : "",
			to: rcptTo.map(({ address }) => address),
		},
		isEncrypted: secure === true,
		user: user === undefined ? undefined : String(user),
	};
}
