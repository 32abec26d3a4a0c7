import { ClientAuthError } from "@azure/msal-browser";
import { beforeEach, expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { NoWay } from "#components/change/no-way.tsx";
import { expectAccessible } from "#components/test-support/accessible.ts";
import { signedIn } from "#components/test-support/example-person.ts";
import { show } from "#components/test-support/show.tsx";
import { LOCALES } from "#lib/text/locales.ts";
import { SignOutButton } from "./sign-out-button.tsx";

const signIn = signedIn();
const logoutRedirect = vi.fn<() => Promise<void>>();
Object.assign(signIn.client, { logoutRedirect });

const unreachable = () => new ClientAuthError("endpoints_resolution_error", "No network.");

beforeEach(() => {
	logoutRedirect.mockReset();
	localStorage.setItem("keyturn.change", "{}");
	sessionStorage.setItem("keyturn.cohort", "names");
});

const kept = () => [...Object.keys(localStorage), ...Object.keys(sessionStorage)];

test.each([
	[
		"where somebody signs out",
		<SignOutButton key="out" look="secondary">
			Sign out
		</SignOutButton>,
		"Sign out",
	],
	[
		"where there is no way",
		<NoWay key="no" reason="external" />,
		"Sign out and use another account",
	],
])(
	"%s it says when Microsoft cannot be reached, and keeps nothing",
	async (_where, shown, name) => {
		logoutRedirect.mockRejectedValue(unreachable());
		await show(shown, { signIn });
		await page.getByRole("button", { name }).click();
		await expect.element(page.getByText(/You are signed out here, but/)).toBeVisible();
		await expect.element(page.getByText(/Close all windows/)).toBeVisible();
		// Only the news for other tabs.
		expect(kept()).toEqual(["keyturn.last-sign-out"]);
		// The next press succeeds.
		logoutRedirect.mockResolvedValue();
		await page.getByRole("button", { name }).click();
		await expect.element(page.getByText(/You are signed out here, but/)).not.toBeInTheDocument();
		expect(logoutRedirect).toHaveBeenCalledTimes(2);
	},
);

test.each(LOCALES)("its message is accessible: %s", async (locale) => {
	logoutRedirect.mockRejectedValue(unreachable());
	await show(<SignOutButton look="link">X</SignOutButton>, { signIn, locale });
	await page.getByRole("button").last().click();
	await expect.poll(() => page.getByRole("alert").last().element().textContent).not.toBe("");
	await expectAccessible();
});
