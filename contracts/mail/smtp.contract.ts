import { createServer, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import {
	connectSmtp,
	type OutgoingMail,
	type Sender,
	type Smtp,
	type Timeouts,
} from "#lib/server/mail/smtp.ts";
import type { MailSettings } from "#lib/server/settings/mail-settings.ts";
import { createAuthority } from "#practice/domain/certificates.ts";
import {
	type MailServer,
	type MailServerOptions,
	type Refusal,
	startMailServer,
} from "#practice/mail/mail-server.ts";

/** How the portal talks to a real SMTP server, and how it handles each failure. */

const authority = await createAuthority("Mail test CA");
const certificate = await authority.issue({ dns: ["mail.test"], ip: ["127.0.0.1"] });
const stranger = await createAuthority("Somebody else");
const other = await authority.issue({ dns: ["other.test"], ip: ["127.0.0.9"] });
const account = { user: "portal", password: "s3cret:@" };
const mail: OutgoingMail = {
	id: "stable-id",
	to: "dana@contoso.com",
	locale: "de",
	subject: "Ihr Passwort wurde geändert",
	text: "Grüße\n.\nnach einem Punkt",
	html: "<p>Grüße</p>",
};

const opened: (() => unknown)[] = [];
afterEach(async () => {
	for (const close of opened.splice(0).reverse()) await close();
});

async function server(options: MailServerOptions = {}): Promise<MailServer> {
	const started = await startMailServer(options);
	opened.push(() => started.stop());
	return started;
}

type Differences = Partial<MailSettings> & { sender?: Sender; timeouts?: Timeouts };

function smtpTo(port: number, { sender, timeouts, ...differences }: Differences = {}): Smtp {
	const settings: MailSettings = {
		host: "127.0.0.1",
		port,
		isTlsFromStart: false,
		mustEncrypt: false,
		credentials: undefined,
		ca: authority.cert,
		from: "keyturn@contoso.com",
		...differences,
	};
	const smtp = connectSmtp(
		settings,
		sender ?? { name: "Keyturn", replyTo: "help@contoso.com" },
		timeouts,
	);
	opened.push(() => smtp.close());
	return smtp;
}

describe("a mail", () => {
	test("arrives complete, from and to the right addresses", async () => {
		const { port, mails } = await server();
		expect(await smtpTo(port).send(mail)).toEqual({ outcome: "sent" });
		const [received] = mails();
		expect(received?.envelope).toEqual({ from: "keyturn@contoso.com", to: ["dana@contoso.com"] });
		expect(received?.subject).toBe(mail.subject);
		expect(received?.text.trimEnd()).toBe(mail.text);
		expect(received?.html.trimEnd()).toBe(mail.html);
		const header = (name: string) => received?.headers.get(name);
		expect(header("from")).toEqual(["Keyturn <keyturn@contoso.com>"]);
		expect(header("to")).toEqual(["dana@contoso.com"]);
		expect(header("reply-to")).toEqual(["help@contoso.com"]);
		expect(header("message-id")).toEqual(["<stable-id@contoso.com>"]);
		expect(header("auto-submitted")).toEqual(["auto-generated"]);
		expect(header("content-language")).toEqual(["de"]);
		expect(header("x-mailer")).toBeUndefined();
	});
	test("shares one connection with others", async () => {
		const { port, mails, connections } = await server();
		const smtp = smtpTo(port);
		for (const id of ["a", "b", "c"]) await smtp.send({ ...mail, id });
		expect(mails()).toHaveLength(3);
		expect(connections()).toBe(1);
	});
	test("is safe from injected headers and recipients", async () => {
		const { port, mails } = await server();
		const evil = "x\r\nBcc: eve@evil.test\r\n\r\nOther text";
		const sender = { name: evil, replyTo: "help@contoso.com\r\nBcc: eve@evil.test" };
		await smtpTo(port, { sender }).send({ ...mail, subject: evil, locale: evil });
		await smtpTo(port).send({ ...mail, to: "dana@contoso.com>\r\nRCPT TO:<eve@evil.test" });
		await smtpTo(port).send({ ...mail, to: "dana@contoso.com, eve@evil.test" });
		for (const { headers, envelope, raw } of mails()) {
			expect([...headers.keys()]).not.toContain("bcc");
			expect(raw).not.toMatch(/^Other text/m);
			expect(envelope.to.filter((to) => to === "eve@evil.test")).toEqual([]);
			expect(envelope.to).toHaveLength(1);
		}
		expect(mails()[0]?.envelope.to).toEqual(["dana@contoso.com"]);
	});
});

describe("the connection to the server", () => {
	const trusted: [what: string, options: MailServerOptions, differences: Differences][] = [
		["STARTTLS, because it is offered", { certificate }, {}],
		["STARTTLS, because it is required", { certificate }, { mustEncrypt: true }],
		["TLS from the start", { certificate, isTlsFromStart: true }, { isTlsFromStart: true }],
	];
	test.each(trusted)("%s", async (_what, options, differences) => {
		const { port, mails } = await server(options);
		expect(await smtpTo(port, differences).send(mail)).toEqual({ outcome: "sent" });
		expect(mails()[0]?.isEncrypted).toBe(true);
	});

	test("with user and password", async () => {
		const { port, mails } = await server({ certificate, account });
		const smtp = smtpTo(port, { credentials: account, mustEncrypt: true });
		expect(await smtp.send(mail)).toEqual({ outcome: "sent" });
		expect(mails()[0]).toMatchObject({ user: "portal", isEncrypted: true });
	});

	const credentials = { ...account, password: "wrong-one" };
	const untrusted: [what: string, options: MailServerOptions, differences: Differences][] = [
		["an untrusted certificate", { certificate }, { ca: stranger.cert }],
		["a certificate not signed by Node's roots", { certificate }, { ca: undefined }],
		["a certificate of another server", { certificate: other }, {}],
		["no TLS where it is required", {}, { mustEncrypt: true, credentials: account }],
		["a wrong password", { certificate, account }, { credentials, mustEncrypt: true }],
		["no sign-in where it is required", { certificate, account }, {}],
		["implicit TLS with a server that has none", {}, { isTlsFromStart: true }],
	];
	test.each(untrusted)(
		"%s: no mail is sent, and it stays queued",
		async (_what, options, differences) => {
			const { port, mails } = await server(options);
			const result = await smtpTo(port, differences).send(mail);
			expect(result.outcome).toBe("away");
			expect(JSON.stringify(result)).not.toMatch(/wrong-one|s3cret|dana@/);
			expect(mails()).toEqual([]);
		},
	);
});

describe("a refusal", () => {
	const cases: [refusal: Refusal, outcome: string][] = [
		[{ at: "RCPT TO", code: 450 }, "deferred"],
		[{ at: "RCPT TO", code: 550, text: "No such user dana@contoso.com" }, "refused"],
		[{ at: "RCPT TO", code: 421 }, "away"],
		[{ at: "DATA", code: 451 }, "deferred"],
		[{ at: "DATA", code: 554 }, "refused"],
		[{ at: "MAIL FROM", code: 451 }, "away"],
		[{ at: "MAIL FROM", code: 550 }, "away"],
	];
	test.each(cases)("$at $code", async (refusal, outcome) => {
		const { port, mails, refuse } = await server();
		const smtp = smtpTo(port);
		const acceptAgain = refuse(refusal);
		const result = await smtp.send(mail);
		expect(result.outcome).toBe(outcome);
		expect(JSON.stringify(result)).not.toContain("dana@");
		expect(mails()).toEqual([]);
		acceptAgain();
		expect(await smtp.send(mail)).toEqual({ outcome: "sent" });
	});
});

describe("a server that does not answer", () => {
	const timeouts = { connectMs: 200, tryMs: 400 };
	test("nobody listens", async () => {
		const { port, stop } = await startMailServer();
		await stop();
		expect((await smtpTo(port).send(mail)).outcome).toBe("away");
	});
	test("no such host", async () => {
		const smtp = smtpTo(25, { host: "mail.invalid" });
		expect((await smtp.send(mail)).outcome).toBe("away");
	});
	test("it accepts the connection and never greets", async () => {
		const { port } = await silentServer();
		expect((await smtpTo(port, { timeouts }).send(mail)).outcome).toBe("away");
	});
	test("it takes the mail and never confirms", async () => {
		const { port, keepSilent } = await server();
		opened.push(keepSilent());
		expect((await smtpTo(port, { timeouts }).send(mail)).outcome).toBe("away");
	});
	test("it takes the mail and disconnects: the next attempt is recognisable as the same mail", async () => {
		const first = await startMailServer();
		first.hangUpAfterData();
		const smtp = smtpTo(first.port);
		expect((await smtp.send(mail)).outcome).toBe("away");
		const again = await server({ port: first.port });
		expect(await smtp.send(mail)).toEqual({ outcome: "sent" });
		const ids = [...first.mails(), ...again.mails()].map((m) => m.headers.get("message-id"));
		expect(ids).toEqual([["<stable-id@contoso.com>"], ["<stable-id@contoso.com>"]]);
	});
	test("closing aborts an attempt at once", async () => {
		const { port, keepSilent, arrived } = await server();
		opened.push(keepSilent());
		const smtp = smtpTo(port);
		const sending = smtp.send(mail);
		await arrived(1);
		smtp.close();
		expect((await sending).outcome).toBe("away");
	});
});

async function silentServer(): Promise<{ port: number }> {
	const sockets = new Set<Socket>();
	const silent = createServer((socket) => void sockets.add(socket.on("error", () => undefined)));
	await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
	opened.push(() => {
		for (const socket of sockets) socket.destroy();
		return new Promise((resolve) => silent.close(resolve));
	});
	const address = silent.address();
	return { port: typeof address === "object" && address ? address.port : 0 };
}
