import { describe, expect, test, vi } from "vitest";
import { partOf } from "#lib/core/part-of.ts";
import type { WatchMail } from "#lib/core/watch/watch-mails.ts";
import { EXAMPLE_BRAND } from "#lib/server/brand/example-brand.ts";
import type { Settings } from "#lib/server/settings/settings.ts";
import { LANGUAGES, LOCALES, type Locale } from "#lib/text/locales.ts";
import { composeMail, type MailSite } from "./compose.ts";
import { mailTexts } from "./mail-texts.ts";
import { siteOf } from "./start-mail.ts";

const site: MailSite = {
	portalUrl: "https://password.contoso.com",
	brand: "Keyturn",
	accent: "#0f5ea8",
	domainLabels: {},
	support: {
		name: "IT Helpdesk",
		email: "help@contoso.com",
		phone: "+49 30 1234",
		url: "https://help.contoso.com",
	},
	timeZone: "Europe/Berlin",
};
const usable: WatchMail = {
	kind: "usable",
	ticket: "the-ticket",
	mail: "dana@contoso.com",
	locale: "en",
	account: "dana@aaddscontoso.com",
	changedAt: new Date("2026-11-22T10:00:00Z"),
	usableAt: new Date("2026-11-22T10:06:40Z"),
	stateSince: new Date("2026-11-22T10:06:40Z"),
	controllers: ["dc1.aaddscontoso.com", "dc2.aaddscontoso.com"],
};
const changed: WatchMail = { ...usable, kind: "changed", usableAt: undefined };
const doubtful: WatchMail = { ...changed, kind: "doubtful" };
const movedOn: WatchMail = { ...changed, kind: "moved-on" };

const compose = async (mail: WatchMail, locale: Locale = "en", about: Partial<MailSite> = {}) =>
	composeMail(mail, { locale, t: await mailTexts(locale) }, { ...site, ...about });

test("a machine whose time zone has no name writes mails, too", async () => {
	// As in containers, where `Intl` returns "Etc/Unknown" but does not accept it.
	vi.stubEnv("TZ", "");
	const settings = partOf<Settings>({ ...site, brand: EXAMPLE_BRAND });
	const t = await mailTexts("en");
	expect(composeMail(usable, { locale: "en", t }, siteOf(settings)).text).toMatch(
		/^Changed: 22 November 2026 at 10:00 (?:GMT|UTC)(?:\+0)?$/m,
	);
	vi.unstubAllEnvs();
});

test("a mail in English, word for word", async () => {
	const { subject, text } = await compose(usable);
	expect(subject).toBe("Your new password works");
	expect(text).toBe(`Your new password now works on work computers and servers.

Account: dana@aaddscontoso.com
Changed: 22 November 2026 at 11:00 CET
Works since: 22 November 2026 at 11:06 CET
Seen on: dc1.aaddscontoso.com and dc2.aaddscontoso.com

See how to sign in, and how we know that it works:
https://password.contoso.com/status/the-ticket

If it was not you

Then someone else knows your password and can sign in as you. Tell the helpdesk at once.

IT Helpdesk
help@contoso.com
+49 30 1234
https://help.contoso.com

Keyturn sends this email automatically to the address of the account. It never asks for a password, by email or by phone.
`);
});

describe.each(LOCALES)("in %s", (locale) => {
	const texts = mailTexts(locale);
	test.each([changed, usable, doubtful, movedOn])(
		"$kind states the account, the link and what to do",
		async (mail) => {
			const t = await texts;
			const { subject, text, html } = await compose(mail, locale);
			expect(subject).toBe(t(`${mail.kind}.subject`));
			for (const body of [text, html]) {
				expect(body).toContain(t(`${mail.kind}.lead`));
				expect(body).toContain("dana@aaddscontoso.com");
				expect(body).toContain("https://password.contoso.com/status/the-ticket");
				expect(body).toContain(t("notYou.lead"));
				expect(body).toContain("help@contoso.com");
				expect(body).not.toMatch(/\{\w+\}|undefined|Invalid Date|\bmail\./);
			}
		},
	);
	test("the page is marked with its language and direction, and loads nothing", async () => {
		const { html } = await compose(usable, locale);
		const { direction } = LANGUAGES[locale];
		expect(html).toContain(`<html lang="${locale}" dir="${direction}">`);
		expect(html).toContain(`<div lang="${locale}" dir="${direction}"`);
		expect(html).not.toMatch(/<img|<script|<link|<form|src=|url\(|@import/i);
		const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
		expect(links).toEqual(["https://password.contoso.com/status/the-ticket"]);
	});
	test("every time has its zone", async () => {
		const { text } = await compose(usable, locale);
		expect(text).toMatch(/(?:CET|MEZ|UTC\+1|GMT\+1|غرينتش\+1|وسط أوروبا)/);
	});
});

describe("unknown facts are not stated", () => {
	test("a changed mail promises a second one only if the domain is watched", async () => {
		const t = await mailTexts("en");
		expect((await compose(changed)).text).toContain(t("changed.wait"));
		const unseen = (await compose({ ...changed, controllers: [] })).text;
		expect(unseen).toContain(t("changed.unseen"));
		expect(unseen).not.toContain("/status/");
	});
	test("a changed mail about a change that already works does not say to wait", async () => {
		const { text } = await compose({ ...usable, kind: "changed" });
		expect(text).toContain("there is nothing to do.");
		expect(text).not.toContain("Do not use it on work computers yet");
		expect(text).not.toContain("Works since");
	});
	test("a doubt and a newer password are never announced as working", async () => {
		for (const locale of LOCALES) {
			const t = await mailTexts(locale);
			for (const mail of [doubtful, movedOn]) {
				const { subject, text } = await compose(mail, locale);
				expect(subject).not.toBe(t("usable.subject"));
				expect(text).not.toContain(t("usable.lead"));
				expect(text).not.toContain(t("facts.usableAt"));
			}
		}
		expect((await compose(movedOn)).text).toContain("Set again: 22 November 2026 at 11:06 CET");
	});
	test("a change that was never reported has no time", async () => {
		const { text } = await compose({ ...usable, changedAt: undefined });
		expect(text).not.toContain("Changed:");
	});
	test("without a helpdesk in the settings, none is invented", async () => {
		const nobody = { name: undefined, email: undefined, phone: undefined, url: undefined };
		const { text } = await compose(usable, "en", { support: nobody });
		expect(text).toContain((await mailTexts("en"))("notYou.nobody"));
	});
});

describe("values from outside", () => {
	const evil = 'Evil\r\n\r\n<script>alert("1")</script>\u2028&\u202egpj.exe\u2066\ud800';
	const mails = [
		compose({ ...usable, account: evil }),
		compose({ ...usable, controllers: [evil] }),
		compose({ ...usable, ticket: "../x?y=<" }),
		compose(usable, "en", { brand: evil }),
		compose(usable, "en", { support: { ...site.support, name: evil } }),
	];
	test("stay on their line, and are escaped in HTML", async () => {
		const lines = (await compose(usable)).text.split("\n").length;
		for (const { text, html } of await Promise.all(mails)) {
			expect(text.split("\n")).toHaveLength(lines);
			expect(text).not.toMatch(/[\r\u2028]/);
			expect(text + html).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
			expect(text.isWellFormed()).toBe(true);
			expect(html).not.toContain("<script");
		}
	});
});

test("in a right-to-left language values keep their own direction", async () => {
	const { text, html } = await compose(usable, "ar");
	expect(text).toContain("\u2068dana@aaddscontoso.com\u2069");
	expect(html).toContain(">dana@aaddscontoso.com</bdi>");
	for (const body of [text, html]) expect(body).toContain("\u2068+49 30 1234\u2069");
	expect((await compose(usable, "de")).text).not.toContain("\u2068");
});
