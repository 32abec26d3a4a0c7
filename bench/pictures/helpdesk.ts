import type { TestPerson } from "../../e2e/support/controls.ts";
import type { Camera } from "./camera.ts";
import { change } from "./change.ts";

const find = ({ page }: Camera) => page.locator("#find-person");

async function search(camera: Camera, words: string): Promise<void> {
	await find(camera).press("ControlOrMeta+A");
	await find(camera).pressSequentially(words);
	await find(camera).press("Enter");
}

/** The search and what it finds: nobody, several, one in each state. */
export async function shootPeople(camera: Camera): Promise<void> {
	const { page, words, stack } = camera;
	const agent = await stack.controls.person("helpdesk-administrator");
	const waiting = await stack.controls.person("in-domain");
	await change(camera, waiting);
	await camera.forget();
	await camera.signIn(agent, "/helpdesk");
	await find(camera).waitFor();
	await camera.shoot("helpdesk-home-fresh");
	await find(camera).press("Enter");
	await page.getByText(words.helpdesk.find.missing).first().waitFor();
	await camera.shoot("helpdesk-search-empty");
	await search(camera, "Nobody of this name");
	await page.getByRole("status").filter({ hasText: /\S/ }).first().waitFor();
	await camera.shoot("helpdesk-search-nobody");
	await search(camera, "Abdi");
	await page.getByRole("search").getByRole("listitem").nth(3).waitFor();
	await camera.shoot("helpdesk-search-several");
	await openPerson(camera, waiting);
	await camera.shoot("helpdesk-person-waiting");
	for (const at of ["dc1", "dc2"] as const) await stack.controls.deliver(waiting.id, at);
	await page.getByText(words.cohort.states.usable, { exact: true }).waitFor();
	await camera.shoot("helpdesk-person-works");
	await stack.controls.event(waiting.id, "dc1", "lock");
	await page.getByText(words.cohort.states.blocked, { exact: true }).waitFor();
	await camera.shoot("helpdesk-person-locked");
	await shootTemporary(camera);
	await page.goto("/helpdesk");
	await page.getByText(waiting.displayName).waitFor();
	await camera.shoot("helpdesk-home");
}

async function openPerson(camera: Camera, person: TestPerson): Promise<void> {
	await search(camera, person.displayName);
	await camera.page.getByRole("heading", { name: person.displayName }).waitFor();
	await camera.page.locator("blockquote").waitFor();
}

async function shootTemporary(camera: Camera): Promise<void> {
	const { page, words, stack } = camera;
	await openPerson(camera, await stack.controls.person("not-in-domain"));
	await camera.shoot("helpdesk-person-has-to-change");
	await page.getByRole("button", { name: words.temporary.open }).click();
	await page.getByRole("checkbox").waitFor();
	await camera.shoot("helpdesk-temporary-plan");
	await page.getByRole("checkbox").click();
	await page.getByRole("button", { name: words.temporary.set }).click();
	await page.getByText(words.temporary.isSet).waitFor();
	await camera.shoot("helpdesk-temporary-set");
}

/** Links from none to the sheet, and what the employee sees of one. */
export async function shootLinks(camera: Camera): Promise<void> {
	const { page, words, stack } = camera;
	await camera.forget();
	await camera.signIn(await stack.controls.person("helpdesk"), "/helpdesk/links");
	await page.getByRole("link", { name: words.links.make }).waitFor();
	await camera.shoot("helpdesk-links-none");
	await page.goto("/helpdesk/links/new");
	const make = page.getByRole("button", { name: words.links.make });
	await make.waitFor();
	await camera.shoot("helpdesk-link-new");
	await make.click();
	await page.getByRole("alert").filter({ hasText: words.change.summary }).waitFor();
	await camera.shoot("helpdesk-link-errors");
	await page.locator("#title").pressSequentially("Move to the new domain by Friday");
	await page
		.locator("#message")
		.pressSequentially("Dear all,\n\nchange your password before Friday.");
	await make.click();
	await page.waitForURL(/\/helpdesk\/links\/[0-9a-z]{12}$/);
	await page.getByRole("button", { name: words.links.end }).waitFor();
	await camera.shoot("helpdesk-link");
	const id = page.url().split("/").at(-1);
	await page.getByRole("link", { name: words.links.sheet }).click();
	await page.locator("article").waitFor();
	await camera.shoot("helpdesk-link-sheet");
	await page.goto("/helpdesk/links");
	await page.locator(`main a[href='/helpdesk/links/${id}']`).waitFor();
	await camera.shoot("helpdesk-links");
	await page.goto(`/go/${id}`);
	await page.getByRole("main").getByRole("button").first().waitFor();
	await camera.shoot("go");
}

/** Who did what; comes after the others, so that there is something to show. */
export async function shootAudit(camera: Camera): Promise<void> {
	const { page, words, stack } = camera;
	await camera.forget();
	await camera.signIn(await stack.controls.person("helpdesk"), "/helpdesk/audit");
	await page.getByText(words.audit.wholeHeading).waitFor();
	await camera.shoot("helpdesk-audit");
	await page.getByText(words.audit.details, { exact: true }).first().click();
	await camera.shoot("helpdesk-audit-details");
	await camera.forget();
	await camera.signIn(await stack.controls.person("in-domain"), "/helpdesk");
	await page.getByText(words.failures["role-missing"]).waitFor();
	await camera.shoot("helpdesk-no-role");
}

/** From a list of names through a rehearsal to the report. */
export async function shootExpiry(camera: Camera): Promise<void> {
	const { page, words, stack } = camera;
	const templates = ["in-domain", "guest", "disabled", "synchronised", "not-in-domain"];
	const people = await Promise.all(templates.map((one) => stack.controls.person(one)));
	await camera.forget();
	await camera.signIn(await stack.controls.person("helpdesk-administrator"), "/helpdesk/expire");
	const names = page.locator("#names");
	await names.waitFor();
	await camera.shoot("helpdesk-expire");
	await names.pressSequentially(people.map((one) => one.userPrincipalName).join("\n"));
	await page.getByRole("button", { name: words.expire.rehearse }).click();
	const confirm = page.locator("#confirm");
	await confirm.waitFor();
	await camera.shoot("helpdesk-expire-plan");
	await confirm.pressSequentially("9");
	await confirm.press("Enter");
	await page.locator("#confirm[aria-invalid=true]").waitFor();
	await camera.shoot("helpdesk-expire-wrong");
	await confirm.press("ControlOrMeta+A");
	await confirm.pressSequentially("2");
	await confirm.press("Enter");
	await page.getByText(words.expire.reportHeading, { exact: true }).waitFor();
	await camera.shoot("helpdesk-expire-report");
}
