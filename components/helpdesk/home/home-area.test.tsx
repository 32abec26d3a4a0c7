import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { expectAccessible } from "#components/test-support/accessible.ts";
import { signedIn } from "#components/test-support/example-person.ts";
import { router } from "#components/test-support/navigation.ts";
import { answer } from "#components/test-support/network.ts";
import { show } from "#components/test-support/show.tsx";
import { notePerson } from "#lib/browser/helpdesk/recent.ts";
import { countStates } from "#lib/core/cohort/cohort-counts.ts";
import { LOCALES, type Locale } from "#lib/text/locales.ts";
import { Home } from "./home-area.tsx";

const idOf = (n: number) => `22222222-3333-4444-8555-${String(n).padStart(12, "0")}`;
const person = (n: number) => ({
	id: idOf(n),
	displayName: `Person ${n}`,
	userPrincipalName: `p${n}@contoso.example`,
});
const LINK = {
	id: "0123456789ab",
	revision: 1,
	title: "Move",
	message: "",
	deadline: "",
	language: "en",
	helper: { name: "", mail: "", phone: "" },
	lastDay: "2099-12-01",
	way: "portal",
	domainHint: "",
	madeAt: "2026-11-01T08:00:00Z",
	madeBy: { id: "a", name: "leila" },
};
const COUNTS = { opened: 1_200, "signed-in": 840, changed: 790, usable: 512 };

function world() {
	const ended = { ...LINK, id: "0123456789ac", title: "Over", endedAt: "2026-11-02T08:00:00Z" };
	answer("GET /api/helpdesk/links", [
		{ link: LINK, counts: COUNTS },
		{ link: ended, counts: COUNTS },
	]);
	const counts = { ...countStates([]), usable: 300, waiting: 20, "has-to-change": 180 };
	answer("GET /api/helpdesk/cohorts/g/snapshots", [{ at: "2026-11-29T09:40:00Z", counts }]);
	answer("GET /api/helpdesk/deadlines", [{ groupId: "g", day: "2099-12-11" }]);
	sessionStorage.setItem("keyturn.groups", JSON.stringify([{ id: "g", displayName: "Sales" }]));
}
const home = (locale: Locale = "en") => show(<Home />, { locale, signIn: signedIn() });

test("the last eight people viewed come first, most recent on top, with links to their pages", async () => {
	world();
	for (let n = 1; n <= 10; n++) notePerson(person(n));
	notePerson({ ...person(5), reference: "KT-7Q2M-9XKD" });
	await home();
	await expect.element(page.getByText("KT-7Q2M-9XKD")).toBeVisible();
	const links = page.getByRole("link", { name: /^Person/ });
	await expect
		.poll(() => links.elements().map((one) => one.textContent))
		.toEqual([5, 10, 9, 8, 7, 6, 4, 3].map((n) => `Person ${n}`));
	await links.first().click();
	expect(router.push).toHaveBeenLastCalledWith(`/helpdesk/person#${idOf(5)}`);
});

test("groups show their latest counts, and only open links are listed", async () => {
	world();
	await home();
	await expect.element(page.getByText("Works for 300 of 500, 29 Nov 2026, 10:40")).toBeVisible();
	await expect
		.element(page.getByText("By Friday, 11 December 2099: 180 of 500 still have to change."))
		.toBeVisible();
	await expect
		.element(page.getByRole("link", { name: "Sales" }))
		.toHaveAttribute("href", "/helpdesk/groups/g");
	await expect.element(page.getByText("1,200 opened, works for 512")).toBeVisible();
	expect(page.getByText("Over").elements()).toEqual([]);
	await expectAccessible();
});

test("empty lists have a text", async () => {
	answer("GET /api/helpdesk/links", []);
	await home();
	await expect.element(page.getByText("No link is open.")).toBeVisible();
	await expect.element(page.getByText(/^Nobody yet/)).toBeVisible();
	await expectAccessible();
});

test("links that could not be read are not missing in silence, and can be read again", async () => {
	answer("GET /api/helpdesk/links", () => new Response(null, { status: 502 }));
	await home();
	const heading = page.getByRole("heading", { name: "Open links" });
	await expect.element(heading).toBeVisible();
	await expect.element(page.getByRole("alert")).toBeVisible();
	await expectAccessible();
	world();
	await page.getByRole("button", { name: "Try again" }).click();
	await expect.element(page.getByText("1,200 opened, works for 512")).toBeVisible();
});

test.each(LOCALES)("all texts exist in %s", async (locale) => {
	world();
	notePerson(person(1));
	await home(locale);
	await expect.element(page.getByText("512")).toBeVisible();
	await expectAccessible();
});
