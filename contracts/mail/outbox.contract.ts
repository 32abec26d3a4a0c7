import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { absent, minutesAfter, newKeys, present } from "#lib/core/readiness/example-accounts.ts";
import { Story } from "#lib/core/readiness/example-story.ts";
import { endWatch, type Watch } from "#lib/core/watch/watch.ts";
import { createLog } from "#lib/log.ts";
import { createLimits } from "#lib/server/http/limits.ts";
import { createOutbox, type Outbox } from "#lib/server/mail/outbox.ts";
import { connectSmtp, type Smtp } from "#lib/server/mail/smtp.ts";
import { sender } from "#lib/server/mail/start-mail.ts";
import { createMetrics } from "#lib/server/metrics/metrics.ts";
import { openStore, type Store } from "#lib/server/store/store.ts";
import { type MailServer, startMailServer } from "#practice/mail/mail-server.ts";
import { makePlace, type TestPlace } from "../store/place.ts";

/** From a state change in the store to a mail at a real SMTP server: each exactly once, whatever happens. */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const DC = "dc1.aaddscontoso.com";
const notice = { mail: "dana@contoso.com", locale: "de" };
const landed = (overrides = {}) => ({
	[DC]: present(newKeys(minutesAfter(6), { madeAt: minutesAfter(6), ...overrides })),
});
const change = () => new Story().open({ [DC]: absent() }, -1, { ticket: "ticket" }).report();
const { ledger } = change();
/** Watches end by the machine's clock, which the outbox's runs ahead of. */
const written = ({ watch }: Story): Watch => ({ ...watch, notice, openedAt: new Date() });
const changed = written(change());
/** First keys count as final after three minutes. */
const settled = () => change().read(6, landed()).read(10, landed());
const usable = written(settled());
const whileLocked = () => settled().read(11, landed({ lockedOut: true }));
const locked = written(whileLocked());
const unlocked = written(whileLocked().read(41, landed()));

let place: TestPlace;
let store: Store;
let server: MailServer;
let smtp: Smtp;
let outbox: Outbox;
let log: string;
/** How far the outbox's clock is ahead of the machine's. */
let aheadMs: number;

beforeEach(async () => {
	place = await makePlace();
	server = await startMailServer();
	[log, aheadMs] = ["", 0];
	await startPortal();
});
afterEach(async () => {
	smtp.close();
	await server.stop();
	await store.close();
	await place.remove();
});

async function startPortal(): Promise<void> {
	store = await openStore(place);
	smtp = connectSmtp(
		{
			host: "127.0.0.1",
			port: server.port,
			isTlsFromStart: false,
			mustEncrypt: false,
			credentials: undefined,
			ca: undefined,
			from: "keyturn@contoso.com",
		},
		{ name: "Keyturn", replyTo: undefined },
	);
	outbox = outboxOn(store);
}

function outboxOn(its: Store): Outbox {
	const site = {
		portalUrl: "https://password.contoso.com",
		brand: "Keyturn",
		accent: "#0f5ea8",
		domainLabels: {},
		support: { name: undefined, email: undefined, phone: undefined, url: undefined },
		timeZone: "UTC",
	};
	const write = (line: string) => {
		log += line;
	};
	const now = () => new Date(Date.now() + aheadMs);
	return createOutbox({
		store: its,
		send: sender(smtp, site),
		limits: createLimits(),
		metrics: createMetrics(),
		log: createLog(write),
		now,
		elapsedMs: () => now().getTime(),
	});
}

async function drainAfter(ms: number): Promise<void> {
	aheadMs += ms;
	await outbox.drain();
}
const save = (watch: Watch) => store.saveWatch(watch, ledger);
const subjects = () => server.mails().map((mail) => mail.subject);

const CHANGED = "Ihr Passwort wurde geändert";
const USABLE = "Ihr neues Passwort funktioniert";

describe("each mail is sent once", () => {
	test("at changed and at usable, in the person's language, only to the person", async () => {
		await save(changed);
		await outbox.drain();
		await save(usable);
		await outbox.drain();
		expect(subjects()).toEqual([CHANGED, USABLE]);
		expect(server.mails().map((mail) => mail.envelope.to)).toEqual([
			["dana@contoso.com"],
			["dana@contoso.com"],
		]);
		for (const mail of server.mails()) expect(mail.text).toContain("/status/ticket");
	});
	test("also when the watch is rewritten, the portal restarts and days pass", async () => {
		await save(usable);
		await outbox.drain();
		smtp.close();
		await store.close();
		await startPortal();
		await save(usable);
		await drainAfter(HOUR_MS);
		await drainAfter(48 * HOUR_MS);
		expect(subjects().sort()).toEqual([CHANGED, USABLE].sort());
	});
	test("even by two concurrent processes", async () => {
		await save(usable);
		const other = await openStore(place);
		await Promise.all([outbox.drain(), outboxOn(other).drain()]);
		await other.close();
		expect(subjects().sort()).toEqual([CHANGED, USABLE].sort());
	});
	test("to each person with their own ticket, and nobody else's", async () => {
		for (const name of ["dana", "noor"]) {
			await save({
				...changed,
				ticket: `ticket-of-${name}`,
				notice: { mail: `${name}@contoso.com`, locale: "en" },
			});
		}
		await outbox.drain();
		expect(server.mails()).toHaveLength(2);
		for (const { envelope, text, html } of server.mails()) {
			const name = envelope.to[0]?.split("@")[0];
			const tickets = `${text} ${html}`.match(/ticket-of-\w+/g);
			expect(new Set(tickets)).toEqual(new Set([`ticket-of-${name}`]));
		}
	});
});

describe("an unavailable mail server", () => {
	test("gets every mail when it is back, and is paused meanwhile", async () => {
		const { port } = server;
		await server.stop();
		await save(changed);
		await save({ ...changed, ticket: "second" });
		for (let second = 0; second < 30; second++) await drainAfter(2_000);
		server = await startMailServer({ port });
		expect(log.match(/"mail-server-away"/g)).toHaveLength(1);
		expect(server.connections()).toBe(0);
		await drainAfter(MINUTE_MS);
		await drainAfter(MINUTE_MS);
		expect(subjects()).toEqual([CHANGED, CHANGED]);
	});
	test("permanently: the mail is given up and logged", async () => {
		await server.stop();
		await save(changed);
		for (let hour = 0; hour < 80; hour++) await drainAfter(HOUR_MS);
		expect(log).toContain('"event":"mail-given-up","kind":"changed"');
		server = await startMailServer({ port: server.port });
		await drainAfter(100 * HOUR_MS);
		expect(subjects()).toEqual([]);
		expect(log).not.toMatch(/dana|ticket/);
	});
	test("for one person's mail only: the others do not wait", async () => {
		const acceptAgain = server.refuse({ at: "RCPT TO", code: 450 });
		await save(changed);
		await outbox.drain();
		acceptAgain();
		await save({ ...changed, ticket: "second" });
		await outbox.drain();
		expect(subjects()).toEqual([CHANGED]);
		await drainAfter(2 * MINUTE_MS);
		expect(subjects()).toEqual([CHANGED, CHANGED]);
	});
	test("a permanent refusal drops the mail, with a line in the log", async () => {
		const acceptAgain = server.refuse({
			at: "RCPT TO",
			code: 550,
			text: "No user dana@contoso.com",
		});
		await save(changed);
		await outbox.drain();
		acceptAgain();
		await drainAfter(HOUR_MS);
		expect(subjects()).toEqual([]);
		expect(log).toMatch(/"level":"error","event":"mail-refused"/);
		expect(log).not.toMatch(/dana|ticket/);
	});
});

describe("a process that dies between the server's acceptance and its own record", () => {
	test("leaves the mail claimed for a quarter of an hour; then it is sent again, recognisably", async () => {
		const speak = server.keepSilent();
		await save(changed);
		const dying = outboxOn({ ...store, endMail: () => new Promise(() => undefined) });
		void dying.drain();
		await server.arrived(1);
		speak();
		await drainAfter(14 * MINUTE_MS);
		expect(subjects()).toEqual([CHANGED]);
		await drainAfter(2 * MINUTE_MS);
		expect(subjects()).toEqual([CHANGED, CHANGED]);
		const [first, second] = server.mails().map((mail) => mail.headers.get("message-id"));
		expect(first).toEqual(second);
	});
	test("a store that cannot be written at that moment does not cause a second mail", async () => {
		await save(changed);
		let failures = 0;
		const failing = outboxOn({
			...store,
			endMail: async (...args) => {
				if (failures++ === 0) throw new Error("database is locked");
				await store.endMail(...args);
			},
		});
		await expect(failing.drain()).rejects.toThrow("locked");
		aheadMs += HOUR_MS;
		await failing.drain();
		await drainAfter(HOUR_MS);
		expect(subjects()).toEqual([CHANGED]);
	});
});

describe("a mail that is no longer true is not sent", () => {
	test("works, while the account is locked: it waits for the unlock", async () => {
		await save(usable);
		await save(locked);
		await outbox.drain();
		expect(subjects()).toEqual([CHANGED]);
		await save(unlocked);
		await drainAfter(2 * MINUTE_MS);
		expect(subjects()).toEqual([CHANGED, USABLE]);
		expect(server.mails()[1]?.text).toContain("Funktioniert seit: 22. November 2026 um 10:41");
	});
	test("works, for a change that was followed by another; that it was changed is still sent", async () => {
		await save(usable);
		await save(endWatch(usable, "superseded", new Date()));
		await drainAfter(HOUR_MS);
		expect(subjects()).toEqual([CHANGED]);
	});
});

test("one mailbox gets at most ten mails an hour, and others still get theirs", async () => {
	const to = (ticket: string, mail: string): Watch => ({
		...changed,
		ticket,
		notice: { mail, locale: "de" },
	});
	for (let n = 0; n < 6; n++) {
		await save(to(`t${n}`, "dana@contoso.com"));
		await save(to(`u${n}`, "DANA@contoso.com"));
	}
	await save(to("other", "alex@contoso.com"));
	await outbox.drain();
	const addressed = server.mails().map((mail) => mail.envelope.to.join().toLowerCase());
	expect(addressed.filter((mail) => mail === "dana@contoso.com")).toHaveLength(10);
	expect(addressed.filter((mail) => mail === "alex@contoso.com")).toHaveLength(1);
	expect(log.match(/mail-limit-reached/g)).toHaveLength(2);
	expect(log).not.toMatch(/contoso\.com/);
});

test("no further mail is claimed once the portal stops", async () => {
	await save(usable);
	await outbox.drain(AbortSignal.abort());
	expect(subjects()).toEqual([]);
});
