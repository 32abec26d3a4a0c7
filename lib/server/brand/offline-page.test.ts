import { createHash } from "node:crypto";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import type { Word } from "#lib/core/watch/status-message.ts";
import { LOCALES } from "#lib/text/locales.ts";
import { EXAMPLE_BRAND } from "./example-brand.ts";
import { offlinePage } from "./offline-page.ts";

const SUPPORT = {
	name: "IT Service",
	phone: "+49 30 1234567",
	email: undefined,
	url: undefined,
	phoneCountry: undefined,
};
const SITE = { brand: EXAMPLE_BRAND, support: SUPPORT };

type Kept = {
	path: string;
	session?: string | undefined;
	local?: string | undefined;
	change?: string | undefined;
};

/** Runs the page's script as a browser does. @returns what it shows of the last state */
async function shown({ path, session, local, change }: Kept) {
	const { html } = await offlinePage("en", SITE);
	const [, script = ""] = /<script>([\s\S]*?)<\/script>/.exec(html) ?? [];
	const parts = new Map<string, Record<string, unknown>>();
	const part = (id: string) => {
		const known = parts.get(id) ?? { hidden: true, addEventListener() {} };
		parts.set(id, known);
		return known;
	};
	const storage = (kept: Record<string, string | undefined>) => ({
		getItem: (key: string) => kept[key] ?? null,
	});
	const window = {
		sessionStorage: storage({ "keyturn.last-state": session }),
		localStorage: storage({ "keyturn.last-state": local, "keyturn.change": change }),
	};
	runInNewContext(script, {
		window,
		location: { pathname: path },
		navigator: { languages: ["de-AT", "en-GB"] },
		document: { documentElement: { lang: "en", style: {} }, getElementById: part },
		addEventListener() {},
	});
	if (part("last").hidden) return undefined;
	const { dateTime, textContent } = part("at");
	const { textContent: advice } = part("advice");
	return { word: part("word").textContent, advice, at: dateTime, said: textContent };
}

const AT = "2026-11-22T10:03:00.000Z";
const usable = JSON.stringify({ word: "usable", at: AT });

describe("without a connection", () => {
	test("the last state is shown with its time and a note that it may have changed", async () => {
		const last = await shown({ path: "/progress", local: usable });
		expect(last).toMatchObject({ word: "Your new password worked on work computers.", at: AT });
		// In the order of the reader's region, not the American one, with the time zone's day.
		expect(last?.said).toMatch(/^\w+day,? \d+ November 2026/);
		const { html } = await offlinePage("en", SITE);
		expect(html).toContain("When we last checked");
		expect(html).toContain("This may have changed since then.");
	});

	test.each<[Word, RegExp, RegExp]>([
		["open", /did not know yet whether/, /Do not send the change again/],
		["begun", /had not seen a new password/, /^$/],
		["waiting", /was on its way/, /^Do not use your new password on work computers before/],
		["arriving", /only reached some/, /^Do not use your new password on work computers before/],
		["late", /still on its way.*longer than usual/, /^Do not use your new password/],
		["usable", /worked on work computers/, /laptop away from work asks for your old password/],
		["probably", /probably worked/, /^Do not use your new password on work computers before/],
		["unconfirmed", /could not tell whether/, /^Do not use your new password/],
		["moved-on", /set again on work computers/, /did not set a newer one, tell the helpdesk/],
		["blocked", /could not sign in/, /Do not keep trying\. Ask the helpdesk/],
		["ended", /no longer followed/, /^$/],
	])("%s is said as it was, with what to do until one is online again", async (word, was, todo) => {
		const last = await shown({ path: "/progress", local: JSON.stringify({ word, at: AT }) });
		expect(last?.word).toMatch(was);
		expect(last?.advice).toMatch(todo);
	});

	test("the helpdesk can still be called, where it has a telephone", async () => {
		const { html } = await offlinePage("en", SITE);
		expect(html).toContain('href="tel:+49301234567"');
		const without = { ...SITE, support: { ...SUPPORT, phone: undefined } };
		expect((await offlinePage("en", without)).html).toContain("Ask your organisation’s helpdesk.");
	});

	test("a shared status shows only its own state, as this tab last saw it", async () => {
		const session = JSON.stringify({ word: "usable", at: AT, ticket: "abc" });
		expect(await shown({ path: "/status/abc", local: usable })).toBeUndefined();
		expect(await shown({ path: "/status/def", session })).toBeUndefined();
		expect(await shown({ path: "/status/abc", session })).toMatchObject({
			word: "Your new password worked on work computers.",
			at: AT,
		});
	});

	test("an own change shows only its own state, however recent and whatever the clock", async () => {
		const local = JSON.stringify({ ticket: "first", word: "usable", at: AT });
		const last = (ticket: string) =>
			shown({ path: "/progress", local, change: JSON.stringify({ ticket, sentAt: AT }) });
		expect(await last("first")).toBeDefined();
		expect(await last("second")).toBeUndefined();
	});

	test.each([
		["nothing", undefined],
		["no JSON", "{"],
		["null", "null"],
		["an unknown word", JSON.stringify({ word: "<img onerror=x>", at: AT })],
		["a JavaScript property name", JSON.stringify({ word: "constructor", at: AT })],
		["no time", JSON.stringify({ word: "usable", at: "soon" })],
	])("%s in the storage shows nothing", async (_, local) => {
		expect(await shown({ path: "/progress", local })).toBeUndefined();
	});
});

test.each(LOCALES)(
	"the page in %s is self-contained, and its policy allows nothing else",
	async (locale) => {
		const brand = { ...EXAMPLE_BRAND, name: "A <b> & co" };
		const { html, policy } = await offlinePage(locale, { ...SITE, brand });
		expect(html).toContain(`<html lang="${locale}"`);
		expect(html).toContain("A &lt;b&gt; &amp; co");
		expect(html).not.toMatch(/https?:|src=|href="(?!tel:)|<b>/);
		for (const tag of ["style", "script"]) {
			const [, text = ""] = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(html) ?? [];
			const hash = createHash("sha256").update(text).digest("base64");
			expect(policy).toContain(`${tag}-src 'sha256-${hash}'`);
		}
		expect(policy).toMatch(/^default-src 'none';/);
	},
);
