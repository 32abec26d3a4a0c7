import type { Page } from "playwright/test";
import { GRAPH_SCOPES } from "../practice/tenant/sign-in/scopes.ts";
import { expectAccessible, expectNoFindings } from "./support/accessible.ts";
import type { TestPerson } from "./support/controls.ts";
import { auditRows, signInAt } from "./support/helpdesk.ts";
import { changePassword, expect, heading, openForm, submit, test, type } from "./support/test.ts";

/** Makes Entra show another date of the last change, as for a change made outside the portal. */
async function showChangeAt(page: Page, changedAt: Date): Promise<void> {
	await page.route(/\/v1\.0\/users\/[^/]+\?/, async (route) => {
		if (route.request().method() === "OPTIONS") return route.continue();
		const response = await route.fetch();
		const lastPasswordChangeDateTime = changedAt.toISOString();
		return route.fulfill({
			response,
			json: { ...(await response.json()), lastPasswordChangeDateTime },
		});
	});
}

const field = (page: Page) => page.getByLabel("Name, user name or reference");
const search = async (page: Page, words: string) => {
	await type(field(page), words);
	await page.keyboard.press("Enter");
};
const say = (page: Page) => page.locator("blockquote");
const lookUpsOf = ({ userPrincipalName }: TestPerson) =>
	`action=people-looked-up&words=${userPrincipalName}`;
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

test("the advice for a person who has not changed is to do so, and the look-up is audited", async ({
	page,
	newPerson,
}) => {
	const agent = await newPerson("helpdesk");
	const person = await newPerson("not-in-domain");
	await signInAt(page, "/helpdesk", agent);
	// The field has the focus, so the agent types while the caller speaks.
	await expect(field(page)).toBeFocused();
	// Agents are who the other pages tell people to ask.
	const help = page.getByRole("contentinfo").getByRole("region", { name: "Help" });
	await expect(help.getByText("tell the people who run it")).toBeVisible();
	await expect(help.getByText("Ask your organisation’s helpdesk")).toBeHidden();
	await page.keyboard.press("Enter");
	await expect(page.getByText("Enter a name, user name or reference")).toBeVisible();
	await page.keyboard.type(person.displayName);
	await page.keyboard.press("Enter");
	await expect(page).toHaveURL(new RegExp(`/helpdesk/person#${person.id}$`));
	await expect(page.getByText("Has to change", { exact: true })).toBeVisible();
	await expect(say(page)).toContainText("Change your password again in the portal");
	await expect(page.getByText("Account is not there.").first()).toBeVisible();
	await expect(page.getByText("There is no status")).toBeVisible();
	await expectAccessible(page, "has to change");

	expect(await auditRows(page, lookUpsOf(person))).toMatchObject([
		{ subject: { id: person.id }, actor: { name: agent.userPrincipalName }, result: "done" },
	]);
});

test("one of several matches is chosen, and a change is followed by the person's own watch", async ({
	page,
	elsewhere,
	stack,
	newPerson,
}) => {
	const agent = await newPerson("helpdesk");
	const name = `Robin ${agent.id.slice(0, 6)}`;
	const person = await newPerson("in-domain", { displayName: `${name} Adler` });
	await newPerson("in-domain", { displayName: `${name} Baker` });
	const employee = await elsewhere();
	await changePassword(employee, person);

	await signInAt(page, "/helpdesk", agent);
	await search(page, `nobody "${agent.id}" \\`);
	await expect(page.getByText("Nobody was found.")).toBeVisible();
	await search(page, name);
	await expect(page.getByText("2 people were found.")).toBeVisible();
	await page.getByRole("link", { name: person.displayName }).click();
	await expect(page.getByText("Waiting", { exact: true })).toBeVisible();
	await expect(say(page)).toContainText("Your new password is on its way.");
	await expect(page.getByText("How long it will take")).toBeVisible();
	await expectAccessible(page, "waiting");
	const address = (await page.getByText(/\/status\/[\w-]{32}$/).textContent()) ?? "";
	await stack.controls.deliver(person.id);
	await employee.goto(address);
	await expect(heading(employee, "Your new password works")).toBeVisible();
	// It refreshes by itself, under the audit row of its first look-up.
	await expect(page.getByText("Works", { exact: true })).toBeVisible();
	await expect(page.getByText(/The portal has seen the new keys arrive/)).toBeVisible();
	await stack.controls.event(person.id, "dc1", "lock");
	await expect(page.getByText("Blocked", { exact: true })).toBeVisible();
	await expect(say(page)).toContainText("Do not try again before");
	await expect(say(page)).toContainText("After that, use your new password.");
	expect(await auditRows(page, lookUpsOf(person))).toHaveLength(1);
});

test("a reference opens the person, whose address survives a reload and the back button", async ({
	page,
	elsewhere,
	stack,
	newPerson,
}) => {
	const agent = await newPerson("helpdesk");
	const person = await newPerson();
	const other = await newPerson();
	const employee = await elsewhere();
	await changePassword(employee, person);
	const said =
		(await employee
			.getByText(/^KT-\w{4}-\w{4}$/)
			.first()
			.textContent()) ?? "";

	const asked: string[] = [];
	page.on("request", (request) => asked.push(request.url().split("#")[0] ?? ""));
	await signInAt(page, "/helpdesk", agent);
	await search(page, said.toLowerCase().replaceAll("-", " "));
	const name = (one: { displayName: string }) =>
		page.getByRole("heading", { name: one.displayName });
	await expect(name(person)).toBeFocused();
	await page.reload();
	await expect(name(person)).toBeVisible();
	// The search is one key away.
	await expect(field(page)).toBeVisible();
	await page.keyboard.press("/");
	await page.keyboard.type(other.displayName);
	await page.keyboard.press("Enter");
	await expect(name(other)).toBeVisible();
	await page.goBack();
	await expect(name(person)).toBeVisible();
	await page.goto("/helpdesk");
	const recent = page.getByRole("listitem").filter({ hasText: person.displayName });
	await expect(recent).toBeVisible();
	await expectAccessible(page, "home");
	// No page was requested with a person in its address.
	const own = asked.filter((url) => url.startsWith(stack.portal)).join("\n");
	for (const part of [person.id, person.displayName, said]) expect(own).not.toContain(part);
});

test("an address with a person leads to them after signing in, and finding them again moves the focus to them", async ({
	page,
	newPerson,
}) => {
	const agent = await newPerson("helpdesk");
	const person = await newPerson();
	await signInAt(page, `/helpdesk/person#${person.id}`, agent);
	const name = page.getByRole("heading", { name: person.displayName });
	await expect(name).toBeFocused();
	await expect(page).toHaveURL(new RegExp(`/helpdesk/person#${person.id}$`));
	await page.keyboard.press("/");
	await page.keyboard.type(person.displayName);
	await page.keyboard.press("Enter");
	await expect(field(page)).toHaveValue("");
	await expect(name).toBeFocused();
	// What to say to the last caller is no longer there when the next one is looked for.
	await expect(say(page)).toBeVisible();
	await search(page, `Nobody ${agent.id}`);
	await expect(page.getByText("Nobody was found.")).toBeVisible();
	await expect(say(page)).toBeHidden();
	await field(page).press("Control+a");
	await field(page).press("Backspace");
	await expect(say(page)).toBeVisible();
	await expect(page.getByText("Nobody was found.")).toBeHidden();
});

test("an unanswered attempt is shown to the agent, who then names the right password", async ({
	page,
	elsewhere,
	stack,
	guard,
	newPerson,
}) => {
	guard.allow(/ERR_EMPTY_RESPONSE|ERR_CONNECTION/);
	const person = await newPerson();
	const employee = await elsewhere();
	await openForm(employee, person);
	await stack.controls.fault("changePassword", { kind: "cut-before" }, person);
	await submit(employee, person.password);
	await expect(heading(employee, /^We do not know yet whether/)).toBeVisible();
	await signInAt(page, `/helpdesk/person#${person.id}`, await newPerson("helpdesk"));
	await expect(say(page)).toContainText("use the password from before it");
	await expect(page.getByText("There is no status")).toBeHidden();
	await expect(page.getByText(/\/status\/[\w-]{32}$/)).toBeVisible();
});

test("a status can be created for a change that this portal has not seen", async ({
	page,
	newPerson,
}) => {
	const agent = await newPerson("helpdesk");
	const person = await newPerson("in-domain");
	// After the practice domain was created, or its passwords would not count.
	await showChangeAt(page, minutesAgo(0));
	await signInAt(page, "/helpdesk", agent);
	await search(page, person.displayName);
	await expect(page.getByText("Waiting", { exact: true })).toBeVisible();
	await page.getByRole("button", { name: "Create a status" }).click();
	const link = page.getByRole("link", { name: /Open the status/ });
	await expect(link).toBeVisible();
	await page.goto((await link.getAttribute("href")) ?? "");
	await expect(heading(page, "Your new password is on its way")).toBeVisible();
	await expect(page.getByText(person.userPrincipalName)).toBeHidden();
});

test("without the organisation's consent the page says what is missing, and asks for it", async ({
	page,
	request,
	guard,
	stack,
	newPerson,
}) => {
	guard.allow(/status of 400/);
	const agent = await newPerson("helpdesk");
	const { apiScope } = (await (await request.get("/api/config")).json()).tenant;
	try {
		await stack.controls.consent(["User.Read", apiScope]);
		await signInAt(page, "/helpdesk", agent);
		await search(page, "Noor");
		await expect(page.getByText(/nobody has granted yet: User\.Read\.All/)).toBeVisible();
		await expectNoFindings(page, "consent missing");
		const authorize = /\/oauth2\/v2\.0\/authorize/;
		await page.route(authorize, (route) => route.fulfill({ status: 204 }));
		await page.clock.install();
		const asked = page.waitForRequest(authorize);
		await page.getByRole("button", { name: "Ask for this permission" }).click();
		const scopes = new URL((await asked).url()).searchParams.get("scope") ?? "";
		expect(scopes.split(" ")).toContain("User.Read.All");
		await page.clock.fastForward(16_000);
		await expect(page.getByText(/did not open your organisation’s sign-in page/)).toBeVisible();
	} finally {
		await stack.controls.consent([...GRAPH_SCOPES, apiScope]);
	}
});
