import { startStack } from "./support/stack.ts";
import { test as base, existingField, expect, openForm, signIn } from "./support/test.ts";
import { expectWellMade } from "./support/well-made.ts";

/** A domain to which only one group is synchronised, and only accounts that were made in Entra. */
const GROUP = "6d0a1e00-0000-4000-8000-000000000004";

const test = base.extend<object, { stack: Awaited<ReturnType<typeof startStack>> }>({
	stack: [
		// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what is asked for
		async ({}, use) => {
			const settings = { DOMAIN_SYNC_GROUPS: GROUP, DOMAIN_SYNC_CLOUD_ONLY: "true" };
			const stack = await startStack({ settings });
			await use(stack);
			await stack.stop();
		},
		{ scope: "worker", timeout: 120_000 },
	],
});

const HEADING = "Your account is not synchronised to the managed domain";

test("whoever is in none of the groups is told so before anything is changed", async ({
	page,
	newPerson,
}) => {
	await page.setViewportSize({ width: 320, height: 640 });
	await signIn(page, await newPerson("not-in-domain"));
	await expect(page.getByText(HEADING)).toBeVisible();
	await expect(page.getByText(/not directly in one of them/)).toBeVisible();
	await expect(page.getByText(/It is made after your next password change/)).toBeHidden();
	await expectWellMade(page);
	await page.getByRole("link", { name: "Change password" }).click();
	await expect(page.getByText(HEADING)).toBeVisible();
	// Microsoft 365 is served all the same.
	await expect(existingField(page)).toBeVisible();
	await expectWellMade(page);
	await page.getByRole("link", { name: "I do not know it, or have none" }).click();
	await expect(page.getByRole("button", { name: "Start following" })).toBeVisible();
	await expect(page.getByText(HEADING)).toBeVisible();
	await expectWellMade(page);
});

test("whoever is directly in one of them is told nothing", async ({ page, stack, newPerson }) => {
	const person = await newPerson("not-in-domain");
	await stack.controls.addToGroup(GROUP, person.id);
	await openForm(page, person);
	await expect(page.getByText(HEADING)).toBeHidden();
});

test("whoever is synchronised is told so where only cloud accounts are", async ({
	page,
	newPerson,
}) => {
	await signIn(page, await newPerson("synchronised"));
	await expect(page.getByText(HEADING)).toBeVisible();
	await expect(page.getByText(/comes from its own network/)).toBeVisible();
});

test("an answer that does not come leaves nobody out", async ({
	page,
	stack,
	guard,
	newPerson,
}) => {
	guard.allow(/status of 503/);
	const person = await newPerson("not-in-domain");
	const fault = { kind: "status", status: 503 };
	await stack.controls.fault({ operation: "memberOf", personId: person.id, fault });
	await openForm(page, person);
	await expect(page.getByText(HEADING)).toBeHidden();
});
