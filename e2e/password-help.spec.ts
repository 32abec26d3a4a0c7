import type { Page, Request } from "playwright/test";
import { expectNoFindings } from "./support/axe.ts";
import {
	enterCredentials,
	existingField,
	expect,
	heading,
	NEW_PASSWORD,
	newField,
	openForm,
	signIn,
	submit,
	submitButton,
	test,
} from "./support/test.ts";

/** A part of the rules with its tick. */
const rule = (page: Page, text: RegExp) => page.getByRole("listitem").filter({ hasText: text });
const suggest = (page: Page) => page.getByRole("button", { name: "Suggest a passphrase" });
const offered = (page: Page) => page.getByRole("region", { name: "A passphrase for you" });
const strength = (page: Page, text: RegExp) => page.locator("strong", { hasText: text });

test("how strong it is, is said in words", async ({ page, newPerson }) => {
	await openForm(page, await newPerson());
	await newField(page).pressSequentially("abcdefg");
	await expect(rule(page, /^only letters/)).toContainText("done");
	await expect(strength(page, /easy|hard/)).toBeHidden();
	await newField(page).fill("Aaaaaaaa1");
	await expect(strength(page, /^Weak: easy to guess/)).toBeVisible();
	await newField(page).fill(NEW_PASSWORD);
	await expect(strength(page, /^Strong: very hard to guess/)).toBeVisible();
});

test("a common password is warned of", async ({ page, newPerson }) => {
	await openForm(page, await newPerson());
	await newField(page).fill("Password1");
	await expect(page.getByText("This is one of the most common passwords").first()).toBeVisible();
	await newField(page).fill(NEW_PASSWORD);
	await expect(page.getByText("This is one of the most common passwords")).toHaveCount(0);
});

test("a hint never stops anybody: Microsoft decides", async ({ page, newPerson }) => {
	const person = await newPerson();
	await openForm(page, person);
	await existingField(page).fill(person.password);
	await newField(page).fill("My-AaddsContoso-7");
	await expect(page.getByText("It has your organisation’s name in it.").first()).toBeVisible();
	await submitButton(page).click();
	await expect(heading(page, "Your new password is on its way")).toBeVisible();
});

test("nothing that is typed leaves the page before it is submitted", async ({
	page,
	context,
	guard,
	newPerson,
}) => {
	guard.allow(/Content Security Policy|violates the following/);
	await openForm(page, await newPerson());
	const requests: Request[] = [];
	context.on("request", (request) => requests.push(request));
	const secret = "Zq7-lantern";
	const [worker] = await Promise.all([
		page.waitForEvent("worker"),
		newField(page).pressSequentially(secret),
	]);
	await expect(strength(page, /guess/)).toBeVisible();
	await suggest(page).click();
	const passphrase = (await offered(page).getByRole("status").textContent()) ?? "";
	expect(passphrase).toMatch(/^[A-Z][a-z]+(-[a-z]+){4}-\d$/);

	expect(requests.map((r) => r.url())).toContain(worker.url());
	for (const request of requests) {
		expect(["GET", "HEAD"], request.url()).toContain(request.method());
		for (const word of [secret.slice(0, 5), passphrase.slice(0, 9)]) {
			const sent = `${request.url()} ${JSON.stringify(await request.allHeaders())}`;
			expect(sent).not.toContain(word);
		}
	}
	const kept = await page.evaluate(() =>
		JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href]),
	);
	expect(kept).not.toContain(secret);
	expect(kept).not.toContain(passphrase);

	const canCall = await worker.evaluate(() =>
		fetch("/api/config").then(
			() => "it can call",
			() => "it cannot",
		),
	);
	expect(canCall).toBe("it cannot");
});

test("the worker ends, with all that it was told, when the form is sent", async ({
	page,
	newPerson,
}) => {
	const person = await newPerson();
	await openForm(page, person);
	await existingField(page).fill(person.password);
	const [worker] = await Promise.all([
		page.waitForEvent("worker"),
		newField(page).pressSequentially(NEW_PASSWORD),
	]);
	await expect(strength(page, /^Strong/)).toBeVisible();
	await Promise.all([worker.waitForEvent("close"), submitButton(page).click()]);
	await expect(page).toHaveURL(/\/progress$/);
	expect(page.workers()).toEqual([]);
});

test("nothing of the help is loaded before something is typed", async ({ page, newPerson }) => {
	const person = await newPerson();
	await openForm(page, person);
	await page.reload();
	await existingField(page).fill(person.password);
	expect(page.workers()).toEqual([]);
	await newField(page).pressSequentially("G");
	await expect.poll(() => page.workers().length).toBe(1);
});

test("a suggested passphrase goes all the way, and signs in", async ({
	page,
	browser,
	stack,
	newPerson,
}) => {
	const person = await newPerson();
	await openForm(page, person);
	await existingField(page).fill(person.password);
	await suggest(page).click();
	const output = offered(page).getByRole("status");
	const first = await output.textContent();
	await expect(offered(page)).toContainText("5 words and a digit chosen at random, worth 67 bits");
	await page.getByRole("button", { name: "Suggest another" }).click();
	await expect(output).not.toHaveText(first ?? "");
	const passphrase = (await output.textContent()) ?? "";
	await page.getByRole("button", { name: "Use this" }).click();

	await expect(newField(page)).toHaveValue(passphrase);
	await expect(newField(page)).toHaveAttribute("type", "text");
	await expect(newField(page)).toBeFocused();
	await expect(offered(page)).toBeHidden();
	await expect(page.getByText(/The passphrase is in the field above, and shown/)).toBeVisible();
	await expect(rule(page, /^three of these four/)).toContainText("done");
	await expect(strength(page, /^Strong/)).toBeVisible();
	await submitButton(page).click();
	await expect(heading(page, "Your new password is on its way")).toBeVisible();
	await stack.controls.deliver(person.id, "dc1");
	await stack.controls.deliver(person.id, "dc2");
	await expect(heading(page, "Your new password works")).toBeVisible();

	const context = await browser.newContext({ baseURL: stack.portal });
	const elsewhere = await context.newPage();
	await signIn(elsewhere, { ...person, password: passphrase });
	await expect(heading(elsewhere, "Your profile")).toBeVisible();
	await context.close();
});

test("a screen reader is told once, after a pause, and not at each key", async ({
	page,
	newPerson,
}) => {
	await page.clock.install();
	await openForm(page, await newPerson());
	// However slowly a machine types here, no pause is made.
	await page.clock.pauseAt(Date.now() + 60_000);
	await newField(page).pressSequentially("Aa");
	await expect.poll(() => page.workers().length).toBe(1);
	const spoken = page.getByRole("status").filter({ hasText: /guess/ });
	const said = await page.evaluateHandle(() => {
		const said: string[] = [];
		new MutationObserver((changes) => {
			for (const { target } of changes) {
				const region = target.parentElement?.closest("[role=status]") ?? target;
				if ((region as Element).getAttribute?.("role") === "status") {
					said.push(region.textContent ?? "");
				}
			}
		}).observe(document.body, { subtree: true, childList: true, characterData: true });
		return said;
	});
	await newField(page).pressSequentially("aaaaaa12345");
	await expect(strength(page, /^Fair: can be guessed/)).toBeVisible();
	expect(await said.jsonValue()).toEqual([]);
	await page.clock.runFor(1_000);
	await expect(spoken).toHaveText(/^Fair: can be guessed/);
	expect(await said.jsonValue()).toEqual([await spoken.textContent()]);
});

test("no finding of axe, and nothing to scroll sideways, with all of it shown", async ({
	page,
	newPerson,
}) => {
	await page.setViewportSize({ width: 320, height: 640 });
	await openForm(page, await newPerson());
	const fits = async () => {
		const width = await page.evaluate(() => document.documentElement.scrollWidth);
		expect(width).toBeLessThanOrEqual(320);
	};
	await suggest(page).click();
	await expect(offered(page)).toBeVisible();
	await newField(page).fill("Password1");
	await expect(page.getByText("This is one of the most common passwords").first()).toBeVisible();
	await fits();
	await expectNoFindings(page, "common password");
	await newField(page).fill("Aaddscontoso-Pass-ö");
	await expect(page.getByText("It has your organisation’s name in it.").first()).toBeVisible();
	await fits();
	await expectNoFindings(page, "hints");
	await page.getByRole("button", { name: "Use this" }).click();
	await fits();
	await expectNoFindings(page, "passphrase used");
});

test("from right to left, passwords stay from left to right", async ({
	browser,
	stack,
	newPerson,
}) => {
	const context = await browser.newContext({
		locale: "ar",
		baseURL: stack.portal,
		viewport: { width: 320, height: 640 },
	});
	const page = await context.newPage();
	const person = await newPerson();
	await page.goto("/");
	await page.getByRole("main").getByRole("button").click();
	await enterCredentials(page, person);
	await page.getByRole("main").locator("a[href='/change-password']").click();
	await page.locator("#existing").fill(person.password);
	await page.locator("#new").fill("Aaddscontoso-Pass-7");
	await expect(page.getByText("فيها اسم مؤسستك.").first()).toBeVisible();
	await page.getByRole("button", { name: "اقتراح عبارة مرور" }).click();
	await expect(page.locator("output")).toHaveAttribute("dir", "ltr");
	const width = await page.evaluate(() => document.documentElement.scrollWidth);
	expect(width).toBeLessThanOrEqual(320);
	await expectNoFindings(page, "help, Arabic");
	await page.getByRole("button", { name: "استخدام هذه" }).click();
	await submitButtonOf(page).click();
	await expect(page).toHaveURL(/\/progress$/);
	await context.close();
});

const submitButtonOf = (page: Page) => page.locator("form button[type=submit]");

test("the form works without the help, when it cannot be loaded", async ({
	page,
	guard,
	newPerson,
}) => {
	guard.allow(/ERR_FAILED|Failed to load|NetworkError|importScripts/);
	const person = await newPerson();
	await openForm(page, person);
	await page.route(/chunks\/judge/, (route) => route.abort());
	await submit(page, person.password);
	await expect(heading(page, "Your new password is on its way")).toBeVisible();
});
