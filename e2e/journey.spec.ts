import {
	changeCalls,
	changePassword,
	existingField,
	expect,
	heading,
	NEW_PASSWORD,
	newField,
	openDetails,
	openForm,
	signIn,
	submit,
	submitButton,
	tabTo,
	test,
} from "./support/test.ts";

test("an employee changes the password and watches until it works", async ({
	page,
	stack,
	newPerson,
}) => {
	const person = await newPerson("not-in-domain");
	await signIn(page, person);
	await expect(heading(page, /^Hello /)).toBeVisible();
	await expect(page.getByText(person.userPrincipalName).first()).toBeVisible();
	await expect(page.getByText("Not set up yet.")).toBeVisible();
	await expect(
		page.getByText(/Your work computers were set up \(.*\) after you last changed/),
	).toBeVisible();
	await page.getByRole("link", { name: "Change password" }).click();
	await existingField(page).pressSequentially(person.password);
	await newField(page).pressSequentially(NEW_PASSWORD);
	await submitButton(page).dblclick();

	await expect(heading(page, "Your new password is on its way")).toBeVisible();
	await expect(page).toHaveTitle("Waiting – Progress – Keyturn");
	await expect(page.getByText("Do not use it on work computers yet.")).toBeVisible();

	await stack.controls.deliver(person.id, "dc1");
	await expect(heading(page, /has arrived on 1 of 2 sign-in servers/)).toBeVisible();
	await expect(page.getByText("Do not use it on work computers yet.")).toBeVisible();

	await stack.controls.deliver(person.id, "dc2");
	await expect(heading(page, "Your new password works")).toBeVisible();
	await expect(page.getByText("Do not use it on work computers yet.")).toBeHidden();
	await openDetails(page);
	await expect(
		page.getByText(/Works since .* seen on dc1\.aaddscontoso\.com and dc2\.aaddscontoso\.com/),
	).toBeVisible();
	await page.getByRole("tab", { name: "Windows" }).click();
	await expect(page.getByText(person.userPrincipalName, { exact: true }).first()).toBeVisible();
	await expect(page).toHaveTitle("Works – Progress – Keyturn");
	expect(await changeCalls(stack, person.id)).toHaveLength(1);
	// People who had no password there read nothing about an old one.
	await expect(page.getByText(/expires in 90\sdays/)).toBeVisible();
	await expect(page.getByText(/old password may still open/)).toBeHidden();

	// The practice tenant shows its portal's mails.
	const mail = page
		.getByRole("listitem")
		.filter({ has: page.getByRole("heading", { name: "Your password was changed" }) })
		.filter({ hasText: `Account: ${person.userPrincipalName}` });
	await expect(async () => {
		await page.goto(stack.tenant);
		await expect(mail).toBeVisible({ timeout: 1_000 });
	}).toPass();
});

test("every step survives a reload", async ({ page, stack, person }) => {
	await signIn(page, person);
	await expect(page.getByText(person.userPrincipalName).first()).toBeVisible();
	await page.reload();
	await expect(page.getByText(person.userPrincipalName).first()).toBeVisible();
	await page.getByRole("link", { name: "Change password" }).click();
	await expect(existingField(page)).toBeVisible();
	await page.reload();
	await submit(page, person.password);
	await expect(heading(page, "Your new password is on its way")).toBeVisible();
	await page.reload();
	await expect(heading(page, "Your new password is on its way")).toBeVisible();
	await stack.controls.deliver(person.id);
	await expect(heading(page, "Your new password works")).toBeVisible();
	await page.reload();
	await expect(heading(page, "Your new password works")).toBeVisible();
});

test("going back restores the page's own title", async ({ page, newPerson }) => {
	await openForm(page, await newPerson());
	await submitButton(page).press("Enter");
	await expect(page).toHaveTitle(/^Error: /);
	await page.goBack();
	await expect(heading(page, /^Hello /)).toBeVisible();
	await expect(page).toHaveTitle(/^Your profile/);
});

test("going back after a change sends nothing again, and shows what happened", async ({
	page,
	stack,
	guard,
	person,
}) => {
	// Earlier tokens are discarded after a change, and Entra has ended the session that would renew them.
	guard.allow(/status of 400/);
	await changePassword(page, person);
	await page.goBack();
	await expect(page.getByText(/^You changed your password \(.+\)\./)).toBeVisible();
	// By then the page has been to the tenant and back.
	await expect(page.getByText("The change signed you out.")).toBeVisible();
	await expect(page.getByText("Your sign-in has ended")).toBeHidden();
	await page.goForward();
	await expect(heading(page, "Your new password is on its way")).toBeVisible();
	await page.goto("/change-password");
	await expect(page.getByText("You have already changed your password")).toBeVisible();
	await expect(existingField(page)).toBeHidden();
	await page.getByRole("link", { name: "See progress" }).click();
	await expect(heading(page, "Your new password is on its way")).toBeVisible();
	expect(await changeCalls(stack, person.id)).toHaveLength(1);
});

test("the journey works by keyboard alone", async ({ page, stack, person }) => {
	await page.goto("/");
	await page.keyboard.press("Tab");
	await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
	await tabTo(page, page.getByRole("button", { name: "Sign in and start" }));
	await page.keyboard.press("Enter");
	await page.waitForURL(/\/sign-in\//);
	await page.getByLabel("User name").focus();
	await page.keyboard.type(person.userPrincipalName);
	await page.keyboard.press("Tab");
	await page.keyboard.type(person.password);
	await page.keyboard.press("Enter");
	await tabTo(page, page.getByRole("link", { name: "Change password" }));
	await page.keyboard.press("Enter");
	await tabTo(page, existingField(page));
	await page.keyboard.type(person.password);
	await tabTo(page, newField(page));
	await page.keyboard.type("Granite-Puffin-88");
	await page.keyboard.press("Enter");
	await expect(heading(page, "Your new password is on its way")).toBeVisible();
	await stack.controls.deliver(person.id);
	await expect(heading(page, "Your new password works")).toBeVisible();
});
