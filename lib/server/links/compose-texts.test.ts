import { expect, test } from "vitest";
import type { Link } from "#lib/core/link/link.ts";
import { EXAMPLE_BRAND } from "#lib/server/brand/example-brand.ts";
import { composeLinkTexts } from "./compose-texts.ts";

const support = {
	name: "IT",
	phone: "+49 30 1234",
	phoneCountry: undefined,
	email: undefined,
	url: undefined,
};
const brand = {
	...EXAMPLE_BRAND,
	name: "Contoso Password",
	domainLabels: { en: ["lab computers"] },
};
const site = { portalUrl: "https://password.contoso.com", support, brand };
const link = (language: string) =>
	({
		id: "0123456789ab",
		language,
		title: "T",
		message: "",
		helper: { name: "", mail: "", phone: "" },
	}) as Link;

test("a phone number keeps its order in right-to-left languages", async () => {
	const arabic = await composeLinkTexts(link("ar"), site);
	for (const text of [arabic.paper.help, arabic.teams, arabic.mail.body]) {
		expect(text).toContain("\u2068+49 30 1234\u2069");
	}
	expect((await composeLinkTexts(link("de"), site)).paper.help).toContain("IT, +49 30 1234");
});

test("a sheet has the organisation's name, and its own name for the domain", async () => {
	const { paper } = await composeLinkTexts(link("en"), site);
	expect(paper.brand).toBe("Contoso Password");
	expect(paper.warning).toContain("on lab computers before");
	expect((await composeLinkTexts(link("de"), site)).paper.warning).toContain("Arbeitsrechnern");
});

test.each(["en", "de", "ar"])("the origin to check ends with a slash in %s", async (language) => {
	const { mail } = await composeLinkTexts(link(language), site);
	// Without it, https://password.contoso.com.evil.example would pass.
	const [, after] = /https:\/\/password\.contoso\.com(?!\/go)(.)/.exec(mail.body) ?? [];
	expect(after).toBe("/");
});
