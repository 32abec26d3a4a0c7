import { expectAccessible } from "./support/accessible.ts";
import { enterCredentials, existingField, expect, signIn, test } from "./support/test.ts";

test("a guest is told what to do, at 320 pixels, and switches accounts by keyboard", async ({
	page,
	newPerson,
}) => {
	await page.setViewportSize({ width: 320, height: 640 });
	await signIn(page, await newPerson("guest"));
	const words = page.getByRole("heading", { name: /Your account comes from another organisation/ });
	await expect(words).toBeVisible();
	await expect(page.getByRole("link", { name: "Change password" })).toBeHidden();
	await expectAccessible(page);
	await page.goto("/change-password");
	await expect(words).toBeVisible();
	await expect(existingField(page)).toBeHidden();
	const button = page.getByRole("button", { name: "Sign out and use another account" });
	await button.focus();
	await page.keyboard.press("Enter");
	await expect(page.getByRole("button", { name: "Sign in and start" })).toBeVisible();
});

test("a person whose account is disabled while signed in is told at the next sign-in", async ({
	page,
	stack,
	guard,
	newPerson,
}) => {
	guard.allow(/status of 4\d\d/);
	const person = await newPerson();
	await signIn(page, person);
	await expect(page.getByRole("link", { name: "Change password" })).toBeVisible();
	await stack.controls.changePerson(person.id, { accountEnabled: false });
	await stack.controls.endSignIns(person.id);
	await page.reload();
	await page.getByRole("button", { name: "Sign in again" }).click();
	await enterCredentials(page, person);
	await expect(page.getByText(/Your account is disabled/)).toBeVisible();
	await expect(page.getByText("AADSTS50057")).toBeVisible();
});

test("a cancelled sign-in leads back, with nothing lost", async ({ page, newPerson }) => {
	const person = await newPerson();
	await page.goto("/change-password");
	await page.getByRole("button", { name: "Sign in" }).click();
	await page
		.getByRole("button", { name: /Cancel/ })
		.or(page.getByRole("link", { name: /Cancel/ }))
		.click();
	await expect(page).toHaveURL(/\/change-password$/);
	await expect(page.getByText("The sign-in was cancelled.")).toBeVisible();
	await page.getByRole("button", { name: "Sign in again" }).click();
	await enterCredentials(page, person);
	await expect(existingField(page)).toBeVisible();
});
