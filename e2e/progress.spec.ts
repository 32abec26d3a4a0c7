import { changePassword, expect, heading, NEW_PASSWORD, signIn, test } from "./support/test.ts";

const onItsWay = "Your new password is on its way";

test("a phone follows the change by its address, without signing in", async ({
	page,
	browser,
	stack,
	newPerson,
}) => {
	const person = await newPerson();
	await changePassword(page, person);
	const address = (await page.getByText(/^http:\/\/localhost:\d+\/status\//).textContent()) ?? "";
	await expect(
		page.getByRole("img", { name: "QR code of the address of this status" }),
	).toBeVisible();
	const phone = await browser.newPage({ viewport: { width: 360, height: 740 } });
	await phone.goto(address);
	await expect(heading(phone, onItsWay)).toBeVisible();
	await stack.controls.deliver(person.id, "dc1");
	await expect(heading(phone, /arrived on 1 of 2/)).toBeVisible();
	await stack.controls.deliver(person.id, "dc2");
	await expect(heading(phone, "Your new password works")).toBeVisible();
	// Whoever has the address sees the state, never who it is.
	await expect(phone.locator("body")).not.toContainText(person.displayName);
	await expect(phone.locator("body")).not.toContainText(person.userPrincipalName);
	await phone.close();
});

test("the address is copied", async ({ page, context, newPerson }) => {
	await context.grantPermissions(["clipboard-read", "clipboard-write"]);
	const person = await newPerson();
	await changePassword(page, person);
	await page.getByRole("button", { name: /^Copy/ }).click();
	await expect(page.getByText("Copied")).toBeVisible();
	const copied = await page.evaluate(() => navigator.clipboard.readText());
	expect(copied).toMatch(/\/status\/[\w-]{32}$/);
});

test("another device finds the change after signing in", async ({
	page,
	browser,
	stack,
	newPerson,
}) => {
	const person = await newPerson();
	await changePassword(page, person);
	const other = await browser.newPage({ baseURL: stack.portal });
	await signIn(other, { ...person, password: NEW_PASSWORD }, "/progress");
	await expect(heading(other, onItsWay)).toBeVisible();
	await other.close();
});

test("a portal that is killed and started again carries on", async ({
	page,
	guard,
	newPerson,
	stack,
}) => {
	guard.allow(/ERR_CONNECTION|ERR_INCOMPLETE|Failed to load resource|ERR_EMPTY/);
	const person = await newPerson();
	await changePassword(page, person);
	await expect(heading(page, onItsWay)).toBeVisible();
	await stack.killPortal();
	await expect(page.getByText("The connection to the portal is lost.")).toBeVisible();
	await expect(heading(page, onItsWay)).toBeVisible();
	await stack.controls.deliver(person.id, "dc1");
	await stack.controls.deliver(person.id, "dc2");
	await stack.startPortalAgain();
	await expect(heading(page, "Your new password works")).toBeVisible({ timeout: 30_000 });
	await expect(page.getByText("The connection to the portal is lost.")).toBeHidden();
});

test.describe("a controller that cannot be read", () => {
	test("never makes it usable, and says why", async ({ page, stack, newPerson }) => {
		const person = await newPerson();
		await changePassword(page, person);
		await stack.controls.controller("dc2", "stop");
		try {
			await expect(page.getByText("It does not accept a connection.")).toBeVisible();
			await stack.controls.deliver(person.id, "dc1");
			await stack.controls.deliver(person.id, "dc2");
			await expect(heading(page, /arrived on 1 of 2/)).toBeVisible();
			expect(stack.log()).toMatch(/"controller-unreadable".*dc2.*"reason":"refused"/);
		} finally {
			await stack.controls.controller("dc2", "resume");
		}
		await expect(heading(page, "Your new password works")).toBeVisible({ timeout: 20_000 });
	});

	test("both hang: nothing is confirmed, nothing is guessed", async ({
		page,
		stack,
		newPerson,
	}) => {
		const person = await newPerson();
		await changePassword(page, person);
		await stack.controls.controller("dc1", "hang");
		await stack.controls.controller("dc2", "hang");
		try {
			await expect(heading(page, "We cannot see the managed domain now")).toBeVisible({
				timeout: 20_000,
			});
			await expect(page.getByText("It does not answer.")).toHaveCount(2);
		} finally {
			await stack.controls.controller("dc1", "resume");
			await stack.controls.controller("dc2", "resume");
		}
		await expect(heading(page, onItsWay)).toBeVisible({ timeout: 20_000 });
	});
});

test.describe("an account that is not free", () => {
	const blocks: [event: string, words: RegExp][] = [
		["lock", /locked in the managed domain after too many wrong tries/],
		["disable", /The account is disabled/],
		["requireChange", /wants the password to be changed/],
		["expirePassword", /counts as expired/],
	];
	for (const [event, words] of blocks) {
		test(`${event} after the keys have arrived`, async ({ page, stack, newPerson }) => {
			const person = await newPerson();
			await changePassword(page, person);
			await stack.controls.deliver(person.id, "dc1");
			await stack.controls.deliver(person.id, "dc2");
			await expect(heading(page, "Your new password works")).toBeVisible();
			await stack.controls.event(person.id, "dc2", event);
			await expect(heading(page, /you cannot sign in with it yet/)).toBeVisible({
				timeout: 15_000,
			});
			await expect(page.getByText(words)).toBeVisible();
		});
	}
	test("a lockout is told while the keys are still on their way", async ({
		page,
		stack,
		newPerson,
	}) => {
		const person = await newPerson();
		await changePassword(page, person);
		await stack.controls.event(person.id, "dc1", "lock");
		await expect(
			page.getByText(/Your account is locked in the managed domain until/),
		).toBeVisible();
		await expect(heading(page, onItsWay)).toBeVisible();
	});
});

test("an address that leads to no status gives no hint", async ({ page, guard }) => {
	guard.allow(/status of 404/);
	await page.goto("/status/JeyqYPfdMEBxfjCSYeVQarAxp-lqpS4d");
	await expect(heading(page, "There is no such status")).toBeVisible();
});

test("a status whose password was changed again has ended", async ({
	page,
	browser,
	guard,
	stack,
	newPerson,
}) => {
	guard.allow(/status of 410/);
	const person = await newPerson();
	await changePassword(page, person);
	const address = (await page.getByText(/^http:\/\/localhost:\d+\/status\//).textContent()) ?? "";
	const other = await browser.newPage({ baseURL: stack.portal });
	await signIn(other, { ...person, password: NEW_PASSWORD }, "/change-password");
	await other.getByRole("button", { name: "Change it again all the same" }).click();
	await other.getByLabel("Existing password", { exact: true }).fill(NEW_PASSWORD);
	await other.getByLabel("New password", { exact: true }).fill("Basalt-Heron-77");
	await other.getByRole("button", { name: "Change password" }).click();
	await expect(heading(other, onItsWay)).toBeVisible();
	await other.close();
	await page.goto(address);
	await expect(heading(page, "This status has ended")).toBeVisible();
});

test("whoever has changed nothing has nothing to follow", async ({ page, newPerson }) => {
	const person = await newPerson();
	await signIn(page, person, "/progress");
	await expect(heading(page, "There is nothing to follow")).toBeVisible();
});
