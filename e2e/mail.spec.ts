import type { Page } from "playwright/test";
import de from "../messages/de.json" with { type: "json" };
import { type MailServer, startMailServer } from "../practice/mail/mail-server.ts";
import type { TestPerson } from "./support/controls.ts";
import { type Stack, startStack } from "./support/stack.ts";
import { openStore } from "./support/store.ts";
import {
	changePassword,
	enterCredentials,
	expect,
	heading,
	NEW_PASSWORD,
	RECONNECTED,
	testOn,
} from "./support/test.ts";

/** A change in the browser, and the mails that arrive at a real SMTP server. */

type Mailing = Stack & { server: MailServer };

const test = testOn(async (): Promise<Mailing> => {
	const server = await startMailServer();
	const settings = { SMTP_URL: server.url, MAIL_FROM: "keyturn@contoso.com" };
	const stack = await startStack({ settings });
	const stop = () => stack.stop().then(server.stop);
	return { ...stack, server, stop };
});

// All use the same portal and mail server, and one of them kills the portal.
test.describe.configure({ mode: "default" });

const mailsTo = ({ server }: Mailing, { mail }: TestPerson) =>
	server.mails().filter(({ envelope }) => envelope.to.includes(mail ?? ""));

const subjectsTo = (stack: Mailing, person: TestPerson) =>
	mailsTo(stack, person).map(({ subject }) => subject);

/** The portal is killed. */
const DOWN = /ERR_|Failed to load resource/;

const CHANGED = "Your password was changed";
const USABLE = "Your new password works";

test.describe("in German", () => {
	test.use({ locale: "de-DE" });

	test("both mails arrive once each, also across a restart of the portal", async ({
		page,
		stack,
		guard,
		person,
		newPerson,
	}) => {
		await changeInGerman(page, person);
		const both = [de.mail.changed.subject, de.mail.usable.subject];
		await expect.poll(() => subjectsTo(stack, person)).toEqual(both.slice(0, 1));
		await expect(page.getByText(de.tellMe.mail)).toBeVisible();
		await expect(page.getByText(`An ${person.mail}`, { exact: true })).toBeVisible();
		const [changed] = mailsTo(stack, person);
		expect(changed?.text).toContain(de.mail.notYou.lead);
		expect(changed?.html).toContain('<html lang="de" dir="ltr">');
		expect(changed?.headers.get("content-language")).toEqual(["de"]);
		expect(changed?.raw).not.toContain(NEW_PASSWORD);

		guard.allow(DOWN);
		await stack.killPortal();
		await stack.controls.deliver(person.id);
		await stack.startPortalAgain();
		await expect.poll(() => subjectsTo(stack, person)).toEqual(both);
		await stack.killPortal();
		await stack.startPortalAgain();
		await expect(heading(page, de.progress.headings.usable)).toBeVisible(RECONNECTED);

		// Somebody who changes later gets their mails, so any earlier one would have arrived by then.
		const next = await newPerson();
		await changeInGerman(await page.context().newPage(), next);
		await expect.poll(() => subjectsTo(stack, next)).toEqual(both.slice(0, 1));
		expect(subjectsTo(stack, person)).toEqual(both);

		// The link in the mail leads to this change's status, without signing in.
		const usable = mailsTo(stack, person)[1];
		const [link = ""] = usable?.text.match(/^http:.*\/status\/[\w-]{32}$/m) ?? [];
		await page.goto(link);
		await expect(heading(page, de.progress.headings.usable)).toBeVisible();
		await expect(page.locator("body")).not.toContainText(person.userPrincipalName);
	});
});

test("a portal killed while sending sends the mail again, recognisably", async ({
	page,
	stack,
	guard,
	person,
}) => {
	guard.allow(DOWN);
	const speak = stack.server.keepSilent();
	await changePassword(page, person);
	// The mail server has the mail; the portal does not know yet.
	await expect.poll(() => subjectsTo(stack, person)).toEqual([CHANGED]);
	await stack.killPortal();
	speak();
	endClaims(stack);
	await stack.startPortalAgain();
	await expect.poll(() => subjectsTo(stack, person)).toEqual([CHANGED, CHANGED]);
	const [first, second] = mailsTo(stack, person).map(({ headers }) => headers.get("message-id"));
	expect(first).toEqual(second);
	await stack.controls.deliver(person.id);
	await expect.poll(() => subjectsTo(stack, person)).toEqual([CHANGED, CHANGED, USABLE]);
});

test("a mail server's refusal changes nothing for the person at the page", async ({
	page,
	stack,
	person,
}) => {
	const acceptAgain = stack.server.refuse({ at: "RCPT TO", code: 550 });
	await changePassword(page, person);
	await stack.controls.deliver(person.id);
	await expect(heading(page, "Your new password works")).toBeVisible();
	await expect.poll(() => stack.log().match(/"mail-refused"/g)).toHaveLength(2);
	acceptAgain();
	expect(subjectsTo(stack, person)).toEqual([]);
	expect(stack.log()).not.toContain(person.userPrincipalName);
});

async function changeInGerman(page: Page, person: TestPerson): Promise<void> {
	await page.goto("/");
	await page.getByRole("button", { name: de.start.signIn }).click();
	await enterCredentials(page, person);
	await page.getByRole("link", { name: de.profile.tile }).click();
	await page.getByLabel(de.change.existing, { exact: true }).pressSequentially(person.password);
	await page.getByLabel(de.change.new, { exact: true }).pressSequentially(NEW_PASSWORD);
	await page.getByRole("button", { name: de.change.submit }).click();
	await expect(page).toHaveURL(/\/progress$/);
}

/** As if a quarter of an hour had passed. */
function endClaims({ dataDir }: Stack): void {
	const file = openStore(dataDir);
	file.exec("update mails set claimed_until_ms = 0");
	file.close();
}
