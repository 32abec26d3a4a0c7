import { createHash } from "node:crypto";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { LOCALES } from "#lib/text/locales.ts";
import { EXAMPLE_BRAND } from "./example-brand.ts";
import { offlinePage } from "./offline-page.ts";

type Kept = {
	path: string;
	session?: string | undefined;
	local?: string | undefined;
	change?: string | undefined;
};

/** Runs the page's script as a browser does. @returns what it shows of the last state */
async function shown({ path, session, local, change }: Kept) {
	const { html } = await offlinePage("en", EXAMPLE_BRAND);
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
	return { word: part("word").textContent, at: dateTime, said: textContent };
}

const AT = "2026-11-22T10:03:00.000Z";
const usable = JSON.stringify({ word: "usable", at: AT });

describe("without a connection", () => {
	test("the last state is shown with its time and a note that it may have changed", async () => {
		const last = await shown({ path: "/progress", local: usable });
		expect(last).toMatchObject({ word: "Works", at: AT });
		// In the order of the reader's region, not of America; the day is that of the time zone.
		expect(last?.said).toMatch(/^\w+day,? \d+ November 2026/);
		const { html } = await offlinePage("en", EXAMPLE_BRAND);
		expect(html).toContain("when we last checked");
		expect(html).toContain("This may have changed since then.");
	});

	test("a shared status shows only what this tab has seen of it, and of no other", async () => {
		const session = JSON.stringify({ word: "usable", at: AT, ticket: "abc" });
		expect(await shown({ path: "/status/abc", local: usable })).toBeUndefined();
		expect(await shown({ path: "/status/def", session })).toBeUndefined();
		expect(await shown({ path: "/status/abc", session })).toMatchObject({
			word: "Works",
			at: AT,
		});
	});

	test("one's own change shows only its own state, however soon or by which clock", async () => {
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
		["a word of elsewhere", JSON.stringify({ word: "<img onerror=x>", at: AT })],
		["a word of JavaScript's", JSON.stringify({ word: "constructor", at: AT })],
		["no time", JSON.stringify({ word: "usable", at: "soon" })],
	])("%s in the storage shows nothing", async (_, local) => {
		expect(await shown({ path: "/progress", local })).toBeUndefined();
	});
});

test.each(LOCALES)(
	"the page in %s is self-contained, and its policy allows nothing else",
	async (locale) => {
		const brand = { ...EXAMPLE_BRAND, name: "A <b> & co" };
		const { html, policy } = await offlinePage(locale, brand);
		expect(html).toContain(`<html lang="${locale}"`);
		expect(html).toContain("A &lt;b&gt; &amp; co");
		expect(html).not.toMatch(/https?:|src=|href=|<b>/);
		for (const tag of ["style", "script"]) {
			const [, text = ""] = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(html) ?? [];
			const hash = createHash("sha256").update(text).digest("base64");
			expect(policy).toContain(`${tag}-src 'sha256-${hash}'`);
		}
		expect(policy).toMatch(/^default-src 'none';/);
	},
);
