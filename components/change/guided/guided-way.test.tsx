import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { expectAccessible } from "#components/test-support/accessible.ts";
import { CONFIG, ME, signedIn } from "#components/test-support/example-person.ts";
import { router } from "#components/test-support/navigation.ts";
import { answer } from "#components/test-support/network.ts";
import { show } from "#components/test-support/show.tsx";
import { forgetGraphTokens } from "#lib/entra/sign-in/sign-in.ts";
import { LOCALES } from "#lib/text/locales.ts";
import { GuidedWay } from "./guided-way.tsx";
import { OnPremisesWay } from "./on-premises-way.tsx";

const waiting = page.getByText("Waiting for your new password");
const lookNow = page.getByRole("button", { name: "I have changed it" });
const open = page.getByRole("link", { name: "Open Microsoft’s page" });
const begin = page.getByRole("button", { name: "Start following" });

const entraShows = (at: Date | undefined) => ({
	id: ME.id,
	displayName: ME.displayName,
	userPrincipalName: ME.userPrincipalName,
	lastPasswordChangeDateTime: at,
});

beforeEach(() => {
	forgetGraphTokens();
	answer("GET /v1.0/me", entraShows(ME.lastPasswordChangeAt));
	answer("POST /api/watches", { ticket: "ticket", view: { sentAt: new Date() } });
	answer("PUT /api/watches/ticket/change", { view: {} });
});

const MICROSOFT = { ...CONFIG.change, microsoftUrl: "https://microsoft.example/myaccount" };

/** Shows the guide up to Microsoft's page, which is not opened here. */
async function guide(locale: (typeof LOCALES)[number] = "en") {
	const signIn = signedIn({ config: { ...CONFIG, change: MICROSOFT } });
	const shown = await show(<GuidedWay me={ME} reason="directory-role" />, { signIn, locale });
	shown.container.addEventListener("click", (event) => event.preventDefault());
	return shown;
}

test("the click that opens it also opens the watch, and a change reported by Entra leads to Progress", async () => {
	await guide();
	await expect.element(open).toHaveAttribute("href", MICROSOFT.microsoftUrl);
	await expectAccessible();
	await open.click();
	await expect.element(waiting).toBeVisible();
	await expectAccessible();
	await lookNow.click();
	await expect.element(page.getByText(/^Not yet\./)).toBeVisible();
	answer("GET /v1.0/me", entraShows(new Date()));
	await lookNow.click();
	await expect.poll(() => router.push).toHaveBeenCalledWith("/progress");
});

test("a change made since the page was loaded is not the one about to be made", async () => {
	answer("GET /v1.0/me", entraShows(new Date(Date.now() - 60_000)));
	await guide();
	await open.click();
	await expect.element(waiting).toBeVisible();
	await lookNow.click();
	await expect.element(page.getByText(/^Not yet\./)).toBeVisible();
	expect(router.push).not.toHaveBeenCalled();
});

test("polling continues while Graph is unavailable", async () => {
	await guide();
	await open.click();
	await expect.element(waiting).toBeVisible();
	answer("GET /v1.0/me", () => new Response(null, { status: 503 }));
	await lookNow.click();
	await expect.element(page.getByText(/is not responding right now/)).toBeVisible();
	await expectAccessible();
	answer("GET /v1.0/me", entraShows(new Date()));
	await lookNow.click();
	await expect.poll(() => router.push).toHaveBeenCalledWith("/progress");
});

test("a watch that cannot be opened is reported, and can be retried", async () => {
	answer("POST /api/watches", () => {
		throw new TypeError("The network is down");
	});
	await guide();
	await open.click();
	await expect.element(page.getByText(/^You can change your password anyway/)).toBeVisible();
	await expectAccessible();
	answer("POST /api/watches", { ticket: "ticket", view: { sentAt: new Date() } });
	await page.getByRole("button", { name: "Try again" }).click();
	await expect.element(waiting).toBeVisible();
});

test("an expired sign-in is reported, with a way to sign in again", async () => {
	await guide();
	await open.click();
	await lookNow.click();
	await expect.element(page.getByText(/^Not yet\./)).toBeVisible();
	const error = { code: "InvalidAuthenticationToken" };
	answer("GET /v1.0/me", () => Response.json({ error }, { status: 401 }));
	await lookNow.click();
	await expect.element(page.getByText("Your sign-in has ended")).toBeVisible();
	await expect.element(page.getByRole("button", { name: "Sign in again" })).toBeVisible();
	await expectAccessible();
});

test("a change on a work computer is followed by keyboard, even after a reload", async () => {
	const signIn = signedIn();
	const { unmount } = await show(<OnPremisesWay me={ME} />, { signIn });
	await userEvent.tab();
	await expect.element(begin).toHaveFocus();
	await userEvent.keyboard("{Enter}");
	await expect.element(waiting).toBeVisible();
	await expectAccessible();
	await unmount();
	await show(<OnPremisesWay me={ME} />, { signIn });
	await expect.element(waiting).toBeVisible();
	await expect.element(begin).not.toBeInTheDocument();
	answer("GET /v1.0/me", entraShows(new Date()));
	await lookNow.click();
	await expect.poll(() => router.push).toHaveBeenCalledWith("/progress");
});

test.each(LOCALES)("is accessible: %s", async (locale) => {
	const { container } = await guide(locale);
	await expectAccessible();
	container.querySelector<HTMLAnchorElement>("a[target=_blank]")?.click();
	await expect
		.poll(() => container.querySelector("section [role=status]")?.textContent)
		.not.toBe("");
	await expectAccessible();
});

test("the focus moves to the status when the button that started it disappears", async () => {
	await show(<OnPremisesWay me={ME} />, { signIn: signedIn() });
	begin.element().focus();
	await userEvent.keyboard("{Enter}");
	await expect.element(waiting).toBeVisible();
	await expect.element(page.getByRole("status").filter({ has: waiting })).toHaveFocus();
});
