import { expect, test } from "vitest";
import type { Link } from "#lib/core/link/link.ts";
import { composeLinkTexts } from "./compose-texts.ts";

const support = {
	name: "IT",
	phone: "+49 30 1234",
	phoneCountry: undefined,
	email: undefined,
	url: undefined,
};
const site = { portalUrl: "https://password.contoso.com", support };
const link = (language: string) =>
	({
		id: "0123456789ab",
		language,
		title: "T",
		message: "",
		helper: { name: "", mail: "", phone: "" },
	}) as Link;

test("a phone number keeps its order where people read from right to left", async () => {
	const arabic = await composeLinkTexts(link("ar"), site);
	for (const text of [arabic.paper.help, arabic.teams, arabic.mail.body]) {
		expect(text).toContain("\u2068+49 30 1234\u2069");
	}
	expect((await composeLinkTexts(link("de"), site)).paper.help).toContain("IT, +49 30 1234");
});
