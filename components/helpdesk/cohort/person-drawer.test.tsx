import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { expectAccessible } from "#components/test-support/accessible.ts";
import { signedIn } from "#components/test-support/example-person.ts";
import { answer } from "#components/test-support/network.ts";
import { show } from "#components/test-support/show.tsx";
import { showInAddress } from "#lib/browser/helpdesk/person-address.ts";
import { NO_HABITS } from "#lib/core/readiness/habits.ts";
import { LOCALES, type Locale } from "#lib/text/locales.ts";
import { PersonDrawer } from "./person-drawer.tsx";

const ID = "22222222-3333-4444-8555-666666666666";

beforeEach(() => {
	window.history.replaceState(null, "", window.location.pathname);
	answer(`GET /v1.0/users/${ID}`, {
		id: ID,
		displayName: "Diego Rivera",
		userPrincipalName: "diego.rivera@contoso.example",
		accountEnabled: true,
		lastPasswordChangeDateTime: "2026-11-01T08:00:00Z",
		identities: [],
	});
	const account = {
		controllers: [{ name: "dc1", kind: "absent", readAt: "2026-11-29T09:40:00Z" }],
	};
	answer("POST /api/helpdesk/lookup", {
		people: [{ id: ID, account }],
		habits: NO_HABITS,
		lookUp: "one",
		forecast: { basis: "microsoft", usualMinutes: 20, source: "https://learn.example/" },
		readAt: "2026-11-29T09:40:00Z",
	});
});

const board = (locale: Locale = "en") =>
	show(
		<>
			<button type="button" onClick={() => showInAddress(ID)}>
				Open
			</button>
			<PersonDrawer />
		</>,
		{ locale, signIn: signedIn() },
	);
const drawer = () => page.getByRole("dialog");

test("the person is announced first, Escape closes, and the focus returns", async () => {
	await board();
	await page.getByRole("button", { name: "Open" }).click();
	await expect.element(drawer().getByRole("heading", { name: "Diego Rivera" })).toHaveFocus();
	expect(window.location.hash).toBe(`#${ID}`);
	expect(drawer().element().getBoundingClientRect().width).toBe(400);
	await expectAccessible();
	await userEvent.keyboard("{Escape}");
	await expect.poll(() => drawer().elements()).toEqual([]);
	expect(window.location.hash).toBe("");
	await expect.element(page.getByRole("button", { name: "Open" })).toHaveFocus();
});

test("an address with a person opens the drawer, and the back button closes it", async () => {
	await board();
	await page.getByRole("button", { name: "Open" }).click();
	await expect.element(drawer()).toBeVisible();
	window.history.back();
	await expect.poll(() => drawer().elements()).toEqual([]);
	window.history.forward();
	await expect.element(drawer()).toBeVisible();
});

test.each(LOCALES)("all texts exist in %s", async (locale) => {
	await board(locale);
	await page.getByRole("button", { name: "Open" }).click();
	await expect.element(drawer().getByRole("heading", { name: "Diego Rivera" })).toBeVisible();
	await expectAccessible();
});
