import { readFileSync } from "node:fs";
import type { Page } from "playwright/test";
import { ROLES } from "../practice/tenant/directory/roles.ts";
import { GRAPH_SCOPES } from "../practice/tenant/sign-in/scopes.ts";
import { expectAccessible, expectFitsNarrow, expectNoFindings } from "./support/accessible.ts";
import type { TestPerson } from "./support/controls.ts";
import { auditRows, signInAt } from "./support/helpdesk.ts";
import type { Stack } from "./support/stack.ts";
import { expect, signOut, test, type } from "./support/test.ts";

const HERE = "/helpdesk/expire";
const API_SCOPE = "api://aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee/Access";

const rehearseButton = (page: Page) =>
	page.getByRole("button", { name: "Show who would be affected" });
const report = (page: Page) => page.getByRole("list", { name: "Report" });
const finished = (page: Page) => page.getByText("Finished. Each result was checked");

/** Enters people, and rehearses who would be affected. */
async function rehearse(page: Page, people: readonly TestPerson[]): Promise<void> {
	const names = people.map(({ userPrincipalName }) => userPrincipalName);
	await type(page.getByLabel("User names"), names.join("\n"));
	await rehearseButton(page).click();
	await expect(page.getByRole("heading", { name: "Who would be affected" })).toBeVisible();
}

async function confirm(page: Page, count: number): Promise<void> {
	await page.getByLabel(`Type ${count} to confirm`).pressSequentially(String(count));
	await page.getByRole("button", { name: /^Expire/ }).click();
}

/** How often Graph was asked to expire each of these people, whatever it answered. */
async function patches(stack: Stack, people: readonly TestPerson[], status?: number) {
	const requests = await stack.controls.requests();
	return people.map(
		({ id }) =>
			requests.filter(
				(r) =>
					r.method === "PATCH" &&
					r.path.endsWith(id) &&
					(status === undefined || r.status === status),
			).length,
	);
}

test.afterEach(async ({ stack }) => {
	await stack.controls.clearFaults();
	await stack.controls.throttle({ writes: { amount: 3000, seconds: 150 }, saysRetryAfter: true });
	await stack.controls.consent([...GRAPH_SCOPES, API_SCOPE]);
});

test("a rehearsal lists everybody, and a typo expires nobody", async ({
	page,
	stack,
	newPerson,
}) => {
	const agent = await newPerson("helpdesk-administrator");
	const touched = [await newPerson(), await newPerson("not-in-domain")];
	const others = [
		await newPerson("guest"),
		await newPerson("synchronised"),
		await newPerson("disabled"),
		await newPerson("must-change"),
		await newPerson("directory-role"),
		agent,
	];
	await signInAt(page, HERE, agent);
	await rehearseButton(page).click();
	await expect(page.getByLabel("User names")).toBeFocused();
	await expect(page).toHaveTitle(/^Error: /);
	await page.getByLabel("User names").pressSequentially("dana\n\nc:d");
	await expect(page.getByLabel("User names")).not.toHaveAttribute("aria-invalid");
	await expect(page).not.toHaveTitle(/^Error: /);
	await rehearseButton(page).click();
	await expect(page.getByText(/^Enter at least one user name/)).toBeVisible();
	await expect(page.getByText("Line 1: “dana” is not a user name.")).toBeVisible();
	await expect(page.getByText("Line 3: “c:d” is not a user name.")).toBeVisible();
	await expectNoFindings(page, "wrong lines");
	await page.getByLabel("User names").press("End");
	await page.getByLabel("User names").pressSequentially("x");
	await expect(page.getByText("Line 1: “dana” is not a user name.")).toBeHidden();
	const missing = { ...agent, userPrincipalName: "nobody@aaddscontoso.com" };
	await rehearse(page, [...touched, ...others, missing]);
	await expect(page.getByText("2 people would have to set a new password.")).toBeVisible();
	const list = page.getByRole("list", { name: "Who would be affected", exact: true });
	for (const { userPrincipalName } of touched) await expect(list).toContainText(userPrincipalName);
	for (const reason of [
		/^From another organisation/,
		/^Synchronised/,
		/account is disabled/,
		/^Has to change it at the next sign-in already/,
	]) {
		await expect(page.getByText(reason)).toContainText("(1)");
	}
	await expect(page.getByText(/^Holds a directory role/)).toContainText("(1)");
	await expect(page.getByText(/^Not found/)).toContainText("(1)");
	await page.getByText(/^This is your own account/).click();
	const own = page.getByRole("list", { name: "This is your own account" });
	await expect(own.getByText(agent.userPrincipalName)).toBeVisible();
	await expect(page.getByText(/stops working at once/)).toBeVisible();
	await expect(page.getByText(/sign in with a passkey are not asked/)).toBeVisible();
	await expectAccessible(page, "rehearsal");

	// By keyboard only, first with the wrong number.
	await page.getByLabel("Type 2 to confirm").focus();
	await page.keyboard.press("Enter");
	await expect(page.getByText(/Type 2, the number of people/)).toBeVisible();
	const confirmation = page.getByLabel("Type 2 to confirm");
	await confirmation.pressSequentially("3");
	await expect(confirmation).not.toHaveAttribute("aria-invalid");
	await page.keyboard.press("Enter");
	await expect(confirmation).toBeFocused();
	expect(await patches(stack, touched)).toEqual([0, 0]);
	await page.keyboard.press("Control+A");
	await page.keyboard.type("2");
	await stack.controls.fault("batch", { kind: "slow", ms: 1500 }, agent);
	await page.keyboard.press("Enter");
	await expect(page.getByRole("heading", { name: "Expiring" })).toBeFocused();
	await expect(finished(page)).toBeVisible();
	expect(await patches(stack, [...touched, ...others])).toEqual([1, 1, 0, 0, 0, 0, 0, 0]);
	await expect(report(page).getByText("Expired", { exact: true })).toHaveCount(2);
	await expectAccessible(page, "report");
});

test("a list in Outlook's format is read, and one bad name does not hold up the others", async ({
	page,
	stack,
	newPerson,
}) => {
	const agent = await newPerson("helpdesk-administrator");
	const [first, second, odd] = [await newPerson(), await newPerson(), await newPerson()];
	const fault = { kind: "status", status: 400, code: "Request_BadRequest" } as const;
	await stack.controls.fault("user", fault, { targetId: odd.userPrincipalName });
	await signInAt(page, HERE, agent);
	const names = [first, second, odd, first].map((person) => person.userPrincipalName);
	await page
		.getByLabel("User names")
		.pressSequentially(`Riley, Dana <${names[0]}>; ${names[1]};${names[2]}; dana; ${names[3]}`);
	await rehearseButton(page).click();
	await expect(page.getByText("2 people would have to set a new password.")).toBeVisible();
	await page.getByText(/^Not a user name/).click();
	const unread = page.getByRole("list", { name: /^Not a user name/ });
	await expect(unread.getByRole("listitem")).toHaveText(["dana", odd.userPrincipalName]);
	await expect(page.getByText(/^More than once on the list/)).toContainText("(1)");
});

test("what Graph may refuse is announced beforehand", async ({ page, stack, newPerson }) => {
	const agent = await newPerson("helpdesk-administrator");
	const reader = ROLES.reportsReader.templateId;
	const [harmless, member, owner, restricted] = [
		await newPerson("in-domain", { directoryRoles: [reader] }),
		await newPerson(),
		await newPerson(),
		await newPerson("in-domain", { isManagementRestricted: true }),
	];
	const group = { isAssignableToRole: true, owners: [owner.id] };
	await stack.controls.group("Can hold a role", [member.id], group);
	await signInAt(page, HERE, agent);
	await rehearse(page, [harmless, member, owner, restricted]);
	await expect(page.getByText("Microsoft Graph may refuse this")).toBeVisible();
	const list = page.getByRole("list", { name: "Who would be affected", exact: true });
	await expect(list).toContainText(harmless.userPrincipalName);
	await expect(page.getByText("One person would have to set a new password.")).toBeVisible();
	await expect(page.getByText(/^Holds a directory role/)).toContainText("(2)");
	await expect(page.getByText(/^In a restricted administrative unit/)).toContainText("(1)");
	await expectNoFindings(page, "what may be refused");
});

test("a challenge during a run is satisfied, and everybody is sent again", async ({
	page,
	stack,
	guard,
	newPerson,
}) => {
	guard.allow(/status of 40[01]/);
	const agent = await newPerson("helpdesk-administrator");
	const people = [await newPerson(), await newPerson()];
	await signInAt(page, HERE, agent);
	await rehearse(page, people);
	await stack.controls.fault("expirePassword", { kind: "claims-challenge" }, agent);
	await confirm(page, people.length);
	await expect(finished(page)).toBeVisible();
	expect(await patches(stack, people, 401)).toEqual([1, 1]);
	expect(await patches(stack, people, 204)).toEqual([1, 1]);
});

test("people who changed since a given day are left out", async ({ page, newPerson }) => {
	const agent = await newPerson("helpdesk-administrator");
	const old = await newPerson("in-domain", { lastPasswordChangeDateTime: "2026-01-05T10:00:00Z" });
	const recent = await newPerson("in-domain", {
		lastPasswordChangeDateTime: "2026-03-05T10:00:00Z",
	});
	await signInAt(page, HERE, agent);
	await rehearse(page, [old, recent]);
	// A date whose day and month could be swapped: the browser decides which comes first.
	await page.getByLabel(/^Leave out people who changed/).pressSequentially("02022026");
	await expect(page.getByText("One person would have to set a new password.")).toBeVisible();
	await page.getByText(/^Changed the password since/).click();
	await expect(page.getByText(recent.userPrincipalName)).toBeVisible();
});

test("each failure is reported, only failures are retried, and the result is kept and recorded", async ({
	page,
	stack,
	newPerson,
}) => {
	test.slow();
	const agent = await newPerson("helpdesk-administrator");
	const good = await newPerson("in-domain", { displayName: "=1+1" });
	const inVain = await newPerson();
	const refused = await newPerson();
	const removed = await newPerson();
	const people = [good, inVain, refused, removed];
	const { controls } = stack;
	await signInAt(page, HERE, agent);
	await rehearse(page, people);
	await controls.removePerson(removed.id);
	await controls.fault("expirePassword", { kind: "no-effect", times: 1 }, { targetId: inVain.id });
	await controls.fault(
		"expirePassword",
		{ kind: "status", status: 403, code: "Authorization_RequestDenied", times: 1 },
		{ targetId: refused.id },
	);
	await confirm(page, 4);
	await expect(finished(page)).toBeVisible({ timeout: 60_000 });
	const result = (person: TestPerson) =>
		report(page).getByRole("listitem").filter({ hasText: person.userPrincipalName });
	await expect(result(good)).toContainText("Expired");
	await expect(result(inVain)).toContainText("Accepted, but had no effect");
	await expect(result(refused)).toContainText("Refused: your role does not reach this person");
	await expect(result(refused)).toContainText("Authorization_RequestDenied");
	await expect(result(removed)).toContainText("Not in Microsoft Entra ID any more");
	expect(await patches(stack, people)).toEqual([1, 1, 1, 0]);
	await expectFitsNarrow(page, "report with failures");

	const download = page.waitForEvent("download");
	await page.getByRole("button", { name: "Save the report as CSV" }).click();
	const csv = readFileSync((await (await download).path()) ?? "", "utf8");
	expect(csv).toContain(`${good.id},'=1+1,${good.userPrincipalName},expired,`);
	expect(csv).toContain(`${removed.id},`);

	await page.reload();
	await page.getByRole("button", { name: "Try again for 2 people" }).click();
	await expect(finished(page)).toBeVisible({ timeout: 60_000 });
	await expect(result(inVain)).toContainText("Expired");
	await expect(result(refused)).toContainText("Expired");
	expect(await patches(stack, people)).toEqual([1, 2, 2, 0]);

	const entries = await auditRows(page, `words=${agent.userPrincipalName}`);
	expect(entries.map(({ action }) => action)).toEqual([
		"expiry-ended",
		"expiry-results",
		"expiry-begun",
		"expiry-ended",
		"expiry-results",
		"expiry-begun",
	]);
	expect(entries[5]?.details).toEqual({ how: "new", people: 4 });
	expect(entries[4]?.details).toEqual({
		people: 4,
		expired: good.id,
		"no-effect": inVain.id,
		refused: refused.id,
		gone: removed.id,
	});
	expect(entries[2]?.details).toEqual({ how: "again", people: 2 });
	await page.goto("/helpdesk/audit");
	for (const said of [
		"expired 3 passwords; one person was not expired.",
		"expired one password; 3 people were not expired.",
	])
		await expect(page.getByText(said).first()).toBeVisible();
	await expectFitsNarrow(page, "audit of an expiry");

	await page.goto(HERE);
	await page.getByRole("button", { name: /^Delete the report/ }).click();
	await expect(page.getByLabel("User names")).toBeVisible();
	await page.reload();
	await expect(page.getByLabel("User names")).toBeVisible();
});

/** A number of unnamed people, handed over as by a board. */
async function handOver(page: Page, people: readonly TestPerson[]): Promise<void> {
	await page.evaluate(
		(members) => sessionStorage.setItem("keyturn.expire", JSON.stringify(members)),
		people,
	);
	await page.reload();
	await rehearseButton(page).click();
}

async function several(count: number, newPerson: () => Promise<TestPerson>) {
	const people: TestPerson[] = [];
	while (people.length < count) people.push(await newPerson());
	return people;
}

test("paused, reloaded midway and cut off, it resumes and expires nobody twice", async ({
	page,
	stack,
	guard,
	newPerson,
}) => {
	test.slow();
	guard.allow(/ERR_(?:EMPTY_RESPONSE|CONNECTION|ABORTED)/);
	const { controls } = stack;
	const agent = await newPerson("helpdesk-administrator");
	const people = await several(30, newPerson);
	await signInAt(page, HERE, agent);
	await expect(page.getByLabel("User names")).toBeVisible();
	await handOver(page, people);
	await controls.throttle({ writes: { amount: 8, seconds: 8 } });
	await confirm(page, 30);
	await expect(page.getByText(/Microsoft Graph is busy/)).toBeVisible();
	await expectAccessible(page, "held up");
	await page.getByRole("button", { name: "Pause" }).click();
	const paused = page.getByRole("status").filter({ hasText: "Paused. Nothing is sent" });
	await expect(paused).toBeFocused();
	await expect(paused.getByText(/people are left\. People who are done/)).toBeVisible();
	await expect(page.getByText("This is not finished")).toBeHidden();
	await expectAccessible(page, "paused");

	// Graph executes the next batch, but the page is gone before the response arrives.
	await page.getByRole("button", { name: "Continue" }).click();
	await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
	await page.reload();
	await expect(page.getByText("This is not finished")).toBeVisible();
	await controls.fault("batch", { kind: "cut-after", after: 1 });
	await controls.throttle({ writes: { amount: 3000, seconds: 150 } });
	await page.getByRole("button", { name: "Continue" }).click();
	await expect(page.getByText(/is not responding/)).toBeVisible();
	await page.reload();
	await controls.clearFaults();
	await page.getByRole("button", { name: "Continue" }).click();
	await expect(finished(page)).toBeVisible({ timeout: 90_000 });
	await expect(page.getByText("Everyone (30)")).toBeAttached();
	expect(await patches(stack, people, 204)).toEqual(people.map(() => 1));
});

test("an insufficient role shows beforehand, and a revoked one during the run", async ({
	page,
	stack,
	newPerson,
}) => {
	test.slow();
	const reader = await newPerson("helpdesk-reader");
	const person = await newPerson();
	await signInAt(page, HERE, reader);
	await rehearse(page, [person]);
	await expect(page.getByText("Nobody would be affected.")).toBeVisible();
	await expect(page.getByText(/^Your directory role does not let you/)).toBeVisible();
	await expect(page.getByRole("button", { name: /^Expire/ })).toBeHidden();
	await expectNoFindings(page, "role too low");
	await signOut(page);

	const agent = await newPerson("helpdesk-administrator");
	const people = await several(45, newPerson);
	await signInAt(page, HERE, agent);
	await expect(page.getByRole("heading", { name: "Whose passwords" })).toBeVisible();
	await handOver(page, people);
	await expect(page.getByLabel("Type 45 to confirm")).toBeVisible();
	await stack.controls.changePerson(agent.id, { directoryRoles: [] });
	await confirm(page, 45);
	const ended = page.getByRole("alert").filter({ hasText: "Microsoft did not accept this" });
	await expect(ended).toContainText(/role does not reach.*The run has stopped/);
	expect(await patches(stack, people, 204)).toEqual(people.map(() => 0));
});

test("missing consent is announced beforehand", async ({ page, guard, stack, newPerson }) => {
	guard.allow(/status of 400/);
	await stack.controls.consent(["User.Read", "User.Read.All", API_SCOPE]);
	const agent = await newPerson("helpdesk-administrator");
	await signInAt(page, HERE, agent);
	await rehearse(page, [await newPerson()]);
	await expect(page.getByText("We could not read who holds a directory role")).toBeVisible();
	await expect(page.getByText(/User-PasswordProfile\.ReadWrite\.All/)).toBeVisible();
	await expect(page.getByRole("button", { name: /^Expire/ })).toBeHidden();
	await expectNoFindings(page, "rights missing");
});

test("without the server nothing is started", async ({ page, guard, stack, newPerson }) => {
	guard.allow(/ERR_FAILED/);
	const person = await newPerson();
	await signInAt(page, HERE, await newPerson("helpdesk-administrator"));
	await rehearse(page, [person]);
	await page.route("**/api/helpdesk/expiries", (route) => route.abort());
	await confirm(page, 1);
	await expect(page.getByText(/could not record that you are starting/)).toBeVisible();
	expect(await patches(stack, [person])).toEqual([0]);
});
