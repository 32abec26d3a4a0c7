import type { Page } from "playwright/test";
import type { TestPerson } from "./support/controls.ts";
import {
	existingField,
	expect,
	heading,
	nextSecond,
	setOwnPassword,
	test,
} from "./support/test.ts";

/** People who sign in with a passkey, and people who do not know their password. */

const TEMPORARY = "Lantern-Biscuit-31";

async function signInWithPasskey(page: Page, person: TestPerson): Promise<void> {
	await page.getByRole("button", { name: /^Sign in/ }).click();
	await page.getByLabel("User name").pressSequentially(person.userPrincipalName);
	await page.getByRole("button", { name: "Use a passkey" }).click();
}

const QUESTION = "Do you know your password?";

test("people without a known password get one, and only their own change is followed", async ({
	page,
	elsewhere,
	stack,
	newPerson,
}) => {
	const person = await newPerson("passwordless");
	await page.goto("/");
	await page.getByRole("link", { name: "I’ve forgotten my password, or never had one" }).click();
	await expect(page.getByText(/for example with a passkey, sign in here/)).toBeVisible();
	await signInWithPasskey(page, person);
	await expect(page.getByRole("main").getByText(/Ask the helpdesk/)).toBeVisible();
	await page.goto("/profile");
	await page.getByRole("link", { name: "Change password" }).click();
	await expect(page.getByRole("heading", { name: QUESTION })).toBeVisible();
	await expect(existingField(page)).toBeHidden();
	const isBegun = page.waitForResponse((r) => new URL(r.url()).pathname === "/api/watches");
	await page.getByRole("button", { name: "Start following" }).click();
	await expect(page.getByText("Waiting for your new password")).toBeVisible();
	// Until then Entra's date is still being read, and a new password would count as the previous one.
	await isBegun;

	// The organisation's random password and the temporary one are not the person's own.
	await stack.controls.scramblePassword(person.id);
	// The page polls by itself, slowly.
	await expect(page.getByText(/^Microsoft reports a new password/)).toBeVisible({
		timeout: 60_000,
	});
	await page.getByRole("button", { name: "No, it was not me" }).click();
	await expect(page.getByText("Waiting for your new password")).toBeVisible();
	await expect(page).toHaveURL(/change-password$/);

	await nextSecond();
	await stack.controls.giveTemporaryPassword(person.id, TEMPORARY);
	await page.getByRole("button", { name: "No, it was not me" }).click({ timeout: 60_000 });
	await expect(page.getByText("Waiting for your new password")).toBeVisible();

	await setOwnPassword(await elsewhere(), person, TEMPORARY);
	await page.bringToFront();
	await page.getByRole("button", { name: "Yes, I set it" }).click({ timeout: 60_000 });
	await expect(heading(page, "Your new password is on its way")).toBeVisible();
	await stack.controls.deliver(person.id);
	await expect(heading(page, "Your new password works")).toBeVisible();
});
