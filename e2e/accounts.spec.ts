import { enterCredentials, existingField, expect, signIn, test } from "./support/test.ts";
import { expectWellMade } from "./support/well-made.ts";

/** Everybody whose password is not changed in the portal: what each is told, and that no form is offered. */
const ways: [who: string, template: string, words: RegExp][] = [
	["a guest", "guest", /Your account comes from another organisation/],
	["an external member", "external-member", /Your account comes from another organisation/],
	["a guest with a personal account", "personal-guest", /You signed in with a personal account/],
];
for (const [who, template, words] of ways) {
	test(`${who} is told how`, async ({ page, newPerson }) => {
		const person = await newPerson(template);
		await signIn(page, person);
		await expect(page.getByRole("heading", { name: words })).toBeVisible();
		await expect(page.getByRole("link", { name: "Change password" })).toBeHidden();
		await page.goto("/change-password");
		await expect(page.getByRole("heading", { name: words })).toBeVisible();
		await expect(existingField(page)).toBeHidden();
	});
}

for (const [who, template, words] of ways) {
	test(`${who} reads it at 320 pixels, and changes to another account`, async ({
		page,
		newPerson,
	}) => {
		await page.setViewportSize({ width: 320, height: 640 });
		await signIn(page, await newPerson(template));
		await expect(page.getByRole("heading", { name: words })).toBeVisible();
		await expectWellMade(page);
		const button = page.getByRole("button", { name: "Sign out and use another account" });
		await button.focus();
		await page.keyboard.press("Enter");
		await expect(page.getByRole("button", { name: "Sign in and start" })).toBeVisible();
	});
}

test("an account that is disabled in the managed domain is told so on the profile", async ({
	page,
	stack,
	newPerson,
}) => {
	await page.setViewportSize({ width: 320, height: 640 });
	const person = await newPerson();
	await stack.controls.event(person.id, "dc1", "disable");
	await signIn(page, person);
	await expect(page.getByText("Your account is disabled in the managed domain")).toBeVisible();
	await expectWellMade(page);
});

test("an account that is disabled while it is signed in is told so at the next sign-in", async ({
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

test("the scope that changes passwords is never asked for a holder of a directory role", async ({
	page,
	newPerson,
}) => {
	const asked: string[] = [];
	page.on("request", (request) => asked.push(`${request.url()} ${request.postData() ?? ""}`));
	const person = await newPerson("directory-role");
	await signIn(page, person);
	await page.getByRole("link", { name: "Change password" }).click();
	await expect(page.getByRole("heading", { name: /Microsoft’s page/ })).toBeVisible();
	expect(asked.filter((request) => request.includes("PasswordProfile"))).toEqual([]);
});

/** Everybody whom the sign-in refuses: the tenant's code in plain words, and a way on. */
const refusals: [who: string, template: string, words: RegExp, code: string][] = [
	["not assigned", "not-assigned", /has not been given access/, "AADSTS50105"],
	["blocked by a policy", "conditional-access", /does not allow this sign-in/, "AADSTS53003"],
	["disabled", "disabled", /Your account is disabled/, "AADSTS50057"],
];
for (const [who, template, words, code] of refusals) {
	test(`an account that is ${who} is refused in plain words`, async ({ page, newPerson }) => {
		const person = await newPerson(template);
		await signIn(page, person);
		await expect(page).toHaveURL(/\/profile$/);
		await expect(page.getByText("You were not signed in")).toBeVisible();
		await expect(page.getByText(words)).toBeVisible();
		await expect(page.getByText(code)).toBeVisible();
		await expect(page.getByText(/Correlation id: [0-9a-f-]{36}/)).toBeVisible();
		await expect(page.getByRole("button", { name: "Sign in again" })).toBeVisible();
	});
}

test("a sign-in that was cancelled leads back, with nothing lost", async ({ page, newPerson }) => {
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

test("an expired password is renewed in the tenant's sign-in, and the portal follows it", async ({
	page,
	newPerson,
}) => {
	const person = await newPerson("must-change");
	await signIn(page, person);
	const fields = page.locator("input[type=password]");
	await expect(fields).toHaveCount(3);
	for (const field of await fields.all()) {
		const isCurrent = (await field.getAttribute("autocomplete")) === "current-password";
		await field.pressSequentially(isCurrent ? person.password : "Granite-Puffin-88");
	}
	await page.locator("form button[type=submit], form button:not([type])").first().click();
	await expect(page.getByRole("heading", { level: 1, name: "Your profile" })).toBeVisible();
});

test("a guest with an account of this organisation changes the password here", async ({
	page,
	newPerson,
}) => {
	await signIn(page, await newPerson("internal-guest"));
	await page.getByRole("link", { name: "Change password" }).click();
	await expect(existingField(page)).toBeVisible();
});

test("somebody whose roles cannot be read is led to Microsoft’s page", async ({
	page,
	stack,
	guard,
	newPerson,
}) => {
	guard.allow(/status of 400/);
	const person = await newPerson();
	const code = "Request_UnsupportedQuery";
	await stack.controls.fault({
		operation: "transitiveMemberOf",
		personId: person.id,
		fault: { kind: "status", status: 400, code },
	});
	await signIn(page, person, "/change-password");
	await expect(page.getByText(/could not read whether your account holds/)).toBeVisible();
	await expect(existingField(page)).toBeHidden();
});
