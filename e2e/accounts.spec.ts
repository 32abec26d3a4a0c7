import { expectAccessible } from "./support/accessible.ts";
import {
	enterCredentials,
	existingField,
	expect,
	heading,
	NEW_PASSWORD,
	newField,
	openForm,
	setOwnPassword,
	signIn,
	signOut,
	submitButton,
	switchAccount,
	test,
} from "./support/test.ts";

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

test("a cancelled sign-in leads back without losing anything", async ({ page, newPerson }) => {
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

test("signing out in one tab signs out every tab of the browser, at once and for good", async ({
	page,
	context,
	newPerson,
}) => {
	const person = await newPerson();
	await signIn(page, person, "/change-password");
	await newField(page).pressSequentially("Granite-Puff");
	const other = await context.newPage();
	// The tenant still knows the person.
	await other.goto("/profile");
	await other.getByRole("button", { name: "Sign in" }).click();
	await expect(other.getByText(person.displayName).first()).toBeVisible();
	const asleep = await context.newPage();
	await asleep.goto("/profile");
	await asleep.getByRole("button", { name: "Sign in" }).click();
	await expect(asleep.getByText(person.displayName).first()).toBeVisible();
	const left = asleep.url();
	await asleep.goto("about:blank");
	await signOut(other);
	await expect(other.getByText(/^You are signed out/)).toBeVisible();
	await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
	await expect(page.locator("input")).toHaveCount(0);
	const kept = () => page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
	expect(await kept()).not.toMatch(/secret|accesstoken|refreshtoken/);
	await asleep.goto(left);
	await expect(asleep.getByRole("button", { name: "Sign in" })).toBeVisible();
	// Nobody is signed out again by an old sign-out.
	await page.getByRole("button", { name: "Sign in" }).click();
	await enterCredentials(page, person);
	await expect(existingField(page)).toBeVisible();
	await page.reload();
	await expect(existingField(page)).toBeVisible();
});

test("two people in two tabs: neither sees the other's change as their own", async ({
	page,
	stack,
	newPerson,
}) => {
	const [ada, grace] = [await newPerson(), await newPerson()];
	await openForm(page, ada);
	const other = await page.context().newPage();
	await other.goto("/profile");
	await other.getByRole("main").getByRole("button", { name: "Sign in" }).click();
	await expect(heading(other, /^Hello /)).toBeVisible();
	await switchAccount(other);
	await other.getByText("Use another account").click();
	await enterCredentials(other, grace);
	await expect(other.getByText(grace.userPrincipalName)).toBeVisible();
	await existingField(page).pressSequentially(ada.password);
	await newField(page).pressSequentially(NEW_PASSWORD);
	await submitButton(page).click();
	await expect(heading(page, "Your new password is on its way")).toBeVisible();
	await stack.controls.deliver(ada.id);
	await expect(heading(page, "Your new password works")).toBeVisible();
	await other.goto("/progress");
	await expect(heading(other, "No change is under way")).toBeVisible();
	await page.reload();
	await expect(heading(page, "Your new password works")).toBeVisible();
	await other.close();
});

test("a password that Microsoft asked for at the sign-in is followed until it works", async ({
	page,
	stack,
	newPerson,
}) => {
	const person = await newPerson("must-change");
	await setOwnPassword(page, person, person.password);
	await page.getByRole("button", { name: "See when it works" }).press("Enter");
	await expect(heading(page, "Your new password is on its way")).toBeVisible();
	await page.goto("/profile");
	await page.getByRole("link", { name: "See progress" }).click();
	await stack.controls.deliver(person.id);
	await expect(heading(page, "Your new password works")).toBeVisible();
});
