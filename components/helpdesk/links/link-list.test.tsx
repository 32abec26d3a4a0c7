import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { expectAccessible } from "#components/test-support/accessible.ts";
import { signedIn } from "#components/test-support/example-person.ts";
import { answer } from "#components/test-support/network.ts";
import { show } from "#components/test-support/show.tsx";
import { LOCALES, type Locale } from "#lib/text/locales.ts";
import { List } from "./link-list.tsx";

const LINK = {
	id: "0123456789ab",
	revision: 1,
	message: "",
	deadline: "",
	language: "en",
	title: "Move to the new domain: change your password by Friday, and tell Donaudampfschifffahrt",
	helper: { name: "", mail: "", phone: "" },
	lastDay: "2099-12-01",
	way: "portal",
	domainHint: "",
	madeAt: "2026-11-01T08:00:00Z",
	madeBy: { id: "a", name: "leila.haddad.of.the.helpdesk@contoso.example" },
};
const COUNTS = { opened: 1_200, "signed-in": 840, changed: 790, usable: 512 };

async function list(locale: Locale = "en") {
	const ended = { ...LINK, id: "0123456789ac", endedAt: "2026-11-02T08:00:00Z" };
	answer("GET /api/helpdesk/links", [
		{ link: LINK, counts: COUNTS },
		{ link: ended, counts: { opened: 0, "signed-in": 0, changed: 0, usable: 0 } },
	]);
	await show(<List />, { locale, signIn: signedIn() });
	await expect.element(page.getByText("512")).toBeVisible();
}

test("a link is a card with four counts, and no state label is broken", async () => {
	await list();
	const card = page.getByRole("listitem").first();
	for (const [step, count] of [
		["Opened", "1,200"],
		["Signed in", "840"],
		["Changed", "790"],
		["Works", "512"],
	] as const) {
		await expect.element(card.getByText(step, { exact: true })).toBeVisible();
		await expect.element(card.getByText(count)).toBeVisible();
	}
	// Only the texts of open links.
	const codes = () => document.querySelectorAll("li svg[viewBox] path[d^=M4]").length;
	await expect.poll(codes).toBe(1);
	for (const width of [320, 768, 1280]) {
		await page.viewport(width, 800);
		const tag = page.getByText("Open", { exact: true }).element();
		expect(tag.getClientRects(), `${width} px`).toHaveLength(1);
		expect(tag.getBoundingClientRect().height).toBeLessThan(32);
		const made = card.getByText(/^Created .* by/).element();
		expect(made.scrollWidth, `who made it, ${width} px`).toBeLessThanOrEqual(made.clientWidth);
	}
	await expectAccessible();
});

test.each(LOCALES)("all texts exist in %s, with one kind of digits", async (locale) => {
	await list(locale);
	expect(document.body.textContent).not.toMatch(/[\u0660-\u0669]/);
	await expectAccessible();
});
