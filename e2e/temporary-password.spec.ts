import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page, Request } from "playwright/test";
import { expectAccessible } from "./support/accessible.ts";
import type { TestPerson } from "./support/controls.ts";
import { auditRows, signInAt } from "./support/helpdesk.ts";
import type { Stack } from "./support/stack.ts";
import { expect, heading, setOwnPassword, test } from "./support/test.ts";

/** A temporary password that an agent reads out on the phone. */

const HERE = "/helpdesk";
const shown = (page: Page) => page.getByRole("region", { name: "Temporary password" });
const isSet = (page: Page) => page.getByText("The temporary password is set.");

async function find(page: Page, person: TestPerson): Promise<void> {
	await page.getByLabel("Name, user name or reference").pressSequentially(person.displayName);
	await page.keyboard.press("Enter");
	await expect(page.getByRole("heading", { name: person.displayName })).toBeVisible();
	await expect(page.getByRole("heading", { name: "What to say now" })).toBeVisible();
}

async function prepare(page: Page, agent: TestPerson, person: TestPerson): Promise<void> {
	await signInAt(page, HERE, agent);
	await find(page, person);
	await page.getByRole("button", { name: "Prepare a temporary password" }).click();
}

async function confirm(page: Page): Promise<void> {
	await page.getByRole("checkbox", { name: /^I have made sure/ }).press("Space");
	await page.keyboard.press("Enter");
}

const patches = async (stack: Stack, { id }: TestPerson) =>
	(await stack.controls.requests()).filter(
		({ method, path }) => method === "PATCH" && path.endsWith(id),
	);

test("it is read out once, stored nowhere, and the person’s own is followed until it works", async ({
	page,
	elsewhere,
	stack,
	newPerson,
}) => {
	test.slow();
	const traffic: Request[] = [];
	page.context().on("request", (request) => traffic.push(request));
	const agent = await newPerson("directory-role", { appRoles: ["Keyturn.Helpdesk"] });
	const person = await newPerson();
	await prepare(page, agent, person);
	await expect(page.getByText("What it does")).toBeVisible();
	await expectAccessible(page, "before");
	await page.getByRole("button", { name: "Set a temporary password" }).press("Enter");
	await expect(page.getByText("Make sure who it is, and tick the box")).toBeVisible();
	await expect(page.getByRole("checkbox", { name: /^I have made sure/ })).toBeFocused();
	expect(await patches(stack, person)).toEqual([]);
	await confirm(page);

	await expect(isSet(page)).toBeVisible();
	await expect(shown(page)).toBeVisible();
	const temporary = (await shown(page).locator("span").allTextContents()).join("");
	expect(temporary).toMatch(/^[A-Z][a-z]{7}[2-9]{3}[a-z]{4}$/);
	await expect(page.getByRole("list", { name: "Spelled" }).getByRole("listitem")).toHaveCount(15);
	await expect(page.getByText("Waiting for the person’s own password.")).toBeVisible();
	await expectAccessible(page, "shown");
	await expect(page.getByText("Has to change", { exact: true })).toBeVisible();
	await expect(page.getByText("Has a temporary password.")).toBeVisible();
	const say = page.locator("blockquote").first();
	await expect(say).toContainText("Sign in to Microsoft 365 with the temporary password.");

	// It left this page in the one request that sets it, and is nowhere else.
	const carrying = traffic.filter((request) =>
		`${request.url()} ${request.postData() ?? ""} ${JSON.stringify(request.headers())}`.includes(
			temporary,
		),
	);
	expect(carrying.map((request) => `${request.method()} ${request.url()}`)).toEqual([
		`PATCH ${stack.tenant}/v1.0/users/${person.id}`,
	]);
	const kept = await page.evaluate(async () => {
		const names = (await indexedDB.databases()).map(({ name }) => name);
		return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state, names]);
	});
	expect(kept).not.toContain(temporary);
	expect(page.url()).toMatch(new RegExp(`/helpdesk/person#${person.id}$`));

	// It lands in the domain, but is never usable there.
	await stack.controls.deliver(person.id);
	await expect(page.getByText("Must be changed before the next sign-in.")).toHaveCount(2);
	await expect(say).toContainText("Sign in to Microsoft 365 with the temporary password.");
	const address = (await page.getByText(/\/status\/[\w-]{32}$/).textContent()) ?? "";

	const employee = await elsewhere();
	await setOwnPassword(employee, person, temporary);
	await expect(page.getByText(/^A newer password since/)).toBeVisible({ timeout: 60_000 });
	await expect(page.getByText("Waiting", { exact: true })).toBeVisible();
	await stack.controls.deliver(person.id);
	await expect(page.getByText("Works", { exact: true })).toBeVisible({ timeout: 30_000 });
	await employee.goto(address);
	await expect(heading(employee, "Your new password works")).toBeVisible();

	await page.getByRole("button", { name: "Hide the password" }).click();
	await expect(shown(page)).toBeHidden();
	await expect(page.getByText(/is hidden and cannot be shown again/)).toBeVisible();
	expect(await page.content()).not.toContain(temporary);

	const rows = await auditRows(page, `words=${person.userPrincipalName}`);
	expect(JSON.stringify(rows)).not.toContain(temporary);
	expect(rows.filter(({ action }) => action.startsWith("temporary"))).toMatchObject([
		{ action: "temporary-password-ended", result: "done", details: { outcome: "set" } },
		{ action: "temporary-password-begun", result: "done" },
	]);
	expect(stack.log()).not.toContain(temporary);
	for (const file of readdirSync(stack.dataDir, { recursive: true, withFileTypes: true })) {
		if (!file.isFile()) continue;
		expect(readFileSync(join(file.parentPath, file.name), "latin1")).not.toContain(temporary);
	}
});
