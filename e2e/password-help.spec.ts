import type { Page, Request } from "playwright/test";
import {
	existingField,
	expect,
	heading,
	NEW_PASSWORD,
	newField,
	openForm,
	submit,
	submitButton,
	test,
	type,
} from "./support/test.ts";

/** A rule with its tick. */
const rule = (page: Page, text: RegExp) => page.getByRole("listitem").filter({ hasText: text });
const suggest = (page: Page) => page.getByRole("button", { name: "Suggest a passphrase" });
const offered = (page: Page) => page.getByRole("region", { name: "A passphrase for you" });
const strength = (page: Page, text: RegExp) => page.locator("strong", { hasText: text });

test("it rates a password and says what Microsoft may refuse, and never stops anybody", async ({
	page,
	person,
}) => {
	await openForm(page, person);
	await type(existingField(page), person.password);
	// None of it is loaded before typing starts.
	expect(page.workers()).toEqual([]);
	await newField(page).pressSequentially("abcdefg");
	await expect.poll(() => page.workers().length).toBe(1);
	await expect(rule(page, /^no letters such as/)).toContainText("done");
	await expect(strength(page, /easy|hard/)).toBeHidden();
	await type(newField(page), "Aaaaaaaa1");
	await expect(strength(page, /^Weak: easy to guess/)).toBeVisible();
	const common = page.getByText("This is one of the most common passwords");
	await type(newField(page), "Password1");
	await expect(common.first()).toBeVisible();
	await type(newField(page), NEW_PASSWORD);
	await expect(strength(page, /^Strong: very hard to guess/)).toBeVisible();
	await expect(common).toHaveCount(0);
	await type(newField(page), "My-AaddsContoso-7");
	await expect(page.getByText("It has your organisation’s name in it.").first()).toBeVisible();
	// No praise beside the note that Microsoft does not allow it.
	await type(newField(page), "Grüße-Haus-7");
	await expect(page.getByText(/^Microsoft does not allow these characters: ü ß$/)).toBeVisible();
	await expect(strength(page, /guess/)).toBeHidden();
	await type(newField(page), "My-AaddsContoso-7");
	const [worker] = page.workers();
	await Promise.all([worker?.waitForEvent("close"), submitButton(page).click()]);
	await expect(heading(page, "Your new password is on its way")).toBeVisible();
	expect(page.workers()).toEqual([]);
});

test("nothing typed leaves the page before it is submitted", async ({
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
			() => "it can connect",
			() => "it cannot",
		),
	);
	expect(canCall).toBe("it cannot");
});

test("the form works when the help cannot be loaded", async ({ page, guard, person }) => {
	guard.allow(/ERR_FAILED|Failed to load|NetworkError|importScripts/);
	await openForm(page, person);
	await page.route(/chunks\/judge/, (route) => route.abort());
	await submit(page, person.password);
	await expect(heading(page, "Your new password is on its way")).toBeVisible();
});
