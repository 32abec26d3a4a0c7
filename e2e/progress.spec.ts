import jsQR from "jsqr";
import type { Locator, Page } from "playwright/test";
import type { TestPerson } from "./support/controls.ts";
import { backdateChange } from "./support/seed-waits.ts";
import {
	changePassword,
	expect,
	heading,
	NEW_PASSWORD,
	shownTicket,
	signIn,
	submit,
	test,
} from "./support/test.ts";

const onItsWay = "Your new password is on its way";

/** On another device, while the first change is still on its way. */
async function changeOnceMore(page: Page, person: TestPerson): Promise<void> {
	await signIn(page, { ...person, password: NEW_PASSWORD }, "/change-password");
	await page.getByRole("button", { name: "Change it again all the same" }).click();
	await submit(page, NEW_PASSWORD, "Basalt-Heron-77");
	await expect(heading(page, onItsWay)).toBeVisible();
}

test("the timeline names what happened when, by which evidence, and what has not yet", async ({
	page,
	stack,
	newPerson,
}) => {
	const person = await newPerson();
	await changePassword(page, person);
	const steps = page
		.getByRole("region", { name: "What has happened so far" })
		.getByRole("listitem");
	const time = /\d{1,2}:\d\d:\d\d/;
	await expect(steps).toHaveCount(4);
	await expect(steps.nth(0)).toContainText("Password changed");
	await expect(steps.nth(0)).toContainText(time);
	for (const n of [1, 2, 3]) await expect(steps.nth(n)).toContainText("Not yet");

	// The first to have it comes first, whichever it is.
	await stack.controls.deliver(person.id, "dc2");
	await expect(steps.nth(1)).toContainText("Arrived on dc2.aaddscontoso.com");
	await expect(steps.nth(1)).toContainText(time);
	await expect(steps.nth(1)).toContainText(/Its key version has gone up .*msDS-KeyVersionNumber/);
	await expect(steps.nth(2)).toContainText(/Arrived on dc1.*Not yet/);
	await stack.controls.deliver(person.id, "dc1");
	await expect(steps.nth(3)).toContainText(/Works since .*\d:\d\d:\d\d/);
	await expect(page.getByText("Not yet", { exact: true })).toBeHidden();
});

test("the helpdesk finds the reference in the log, and what is copied holds no name and no secret", async ({
	page,
	context,
	stack,
	newPerson,
}) => {
	await context.grantPermissions(["clipboard-read", "clipboard-write"]);
	const person = await newPerson();
	await changePassword(page, person);
	await stack.controls.deliver(person.id, "dc1");
	await stack.controls.deliver(person.id, "dc2");
	await expect(heading(page, "Your new password works")).toBeVisible();
	const reference = await page.getByText(/^KT-[0-9A-Z]{4}-[0-9A-Z]{4}$/).textContent();
	await page.getByText("Show the details").click();
	await page.getByRole("button", { name: "Copy all: For the helpdesk" }).click();
	await expect(page.getByText("Copied")).toBeVisible();
	const copied = await page.evaluate(() => navigator.clipboard.readText());
	expect(copied).toContain(`Reference: ${reference}`);
	expect(copied).toMatch(/State, since: usable, \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/);
	expect(copied).toMatch(/dc1\.aaddscontoso\.com: keys new, rule key-version, .* UTC/);
	const log = () =>
		stack
			.log()
			.split("\n")
			.filter((line) => line.includes(`"reference":"${reference}"`))
			.join("\n");
	await expect.poll(log).toMatch(/"watch-opened"[\s\S]*"state":"waiting"[\s\S]*"state":"usable"/);
	const ticket = await shownTicket(page);
	for (const secret of [ticket, person.displayName, person.userPrincipalName, NEW_PASSWORD]) {
		expect(copied).not.toContain(secret);
		expect(log()).not.toContain(secret);
	}
});

test("how long it lasts in the domain, and how long the old one may go on", async ({
	page,
	stack,
	newPerson,
}) => {
	const person = await newPerson();
	await changePassword(page, person);
	await expect(heading(page, onItsWay)).toBeVisible();
	await expect(page.getByText(/old password may still open/)).toBeHidden();
	await stack.controls.deliver(person.id, "dc1");
	await stack.controls.deliver(person.id, "dc2");
	await expect(page.getByText(/stops working in 90 days: .* 20\d\d/)).toBeVisible();
	await expect(
		page.getByText(/old password may still open some network shares until/),
	).toBeVisible();
});

test("nobody who had no password there is told of an old one", async ({
	page,
	stack,
	newPerson,
}) => {
	const person = await newPerson("not-in-domain");
	await signIn(page, person);
	await expect(
		page.getByText(/The managed domain was set up after your last change/),
	).toBeVisible();
	await page.getByRole("link", { name: "Change password" }).click();
	await submit(page, person.password);
	await expect(heading(page, onItsWay)).toBeVisible();
	await stack.controls.deliver(person.id, "dc1");
	await stack.controls.deliver(person.id, "dc2");
	await expect(heading(page, "Your new password works")).toBeVisible();
	await expect(page.getByText(/stops working in 90 days/)).toBeVisible();
	await expect(page.getByText(/old password may still open/)).toBeHidden();
});

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

test("scanners read the code of the address, also in the dark", async ({ page, newPerson }) => {
	await page.emulateMedia({ colorScheme: "dark" });
	const person = await newPerson();
	await changePassword(page, person);
	const address = (await page.getByText(/^http:\/\/localhost:\d+\/status\//).textContent()) ?? "";
	const code = page.getByRole("img", { name: "QR code of the address of this status" });
	// What comes later moves the code while its picture is taken; a scanner tries again, too.
	const { width, height, data } = await settledPixels(page, code);
	expect(jsQR(data, width, height, { inversionAttempts: "dontInvert" })?.data).toBe(address);
	// The quiet zone is four modules wide on every side (ISO/IEC 18004).
	const modules = Number((await code.getAttribute("viewBox"))?.split(" ")[2]);
	const quiet = Math.floor((4 * width) / modules) - 1;
	const light = (x: number, y: number) => (data[(y * width + x) * 4] ?? 0) > 250;
	for (let at = 2; at < width - 2; at += 1) {
		for (const edge of [2, quiet, width - 1 - quiet, width - 3]) {
			expect(light(at, edge) && light(edge, at)).toBe(true);
		}
	}
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

test("a change that was made later on another device is the one that is shown", async ({
	page,
	browser,
	guard,
	stack,
	newPerson,
}) => {
	guard.allow(/status of 410/);
	const person = await newPerson();
	await changePassword(page, person);
	await expect(heading(page, onItsWay)).toBeVisible();
	const other = await browser.newPage({ baseURL: stack.portal });
	await changeOnceMore(other, person);
	const newest = await shownTicket(other);
	await page.goto("/progress");
	await expect.poll(() => shownTicket(page)).toBe(newest);
	await expect(heading(page, onItsWay)).toBeVisible();
	// The other device remembers the newest itself, and is never led back to an older one.
	await other.goto("/progress");
	await expect(heading(other, onItsWay)).toBeVisible();
	expect(await shownTicket(other)).toBe(newest);
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
			await expect
				.poll(() => stack.log())
				.toMatch(/"controller-unreadable".*dc2.*"reason":"refused"/);
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
			await expect(heading(page, "We cannot see the sign-in servers now")).toBeVisible({
				timeout: 20_000,
			});
			await expect(page.getByText("It does not answer.")).toHaveCount(2);
			await expect(page.getByText("The sign-in servers cannot be read now.")).toBeVisible();
		} finally {
			await stack.controls.controller("dc1", "resume");
			await stack.controls.controller("dc2", "resume");
		}
		await expect(heading(page, onItsWay)).toBeVisible({ timeout: 20_000 });
	});
});

test.describe("an account that is not free", () => {
	const blocks: [event: string, headline: string, words: RegExp][] = [
		["lock", "Your account is locked", /locked on work computers until/],
		["disable", "Your account is disabled", /disabled on work computers/],
		["requireChange", "You have to change your password once more", /want another password/],
		["expirePassword", "Your password has expired on work computers", /counts as expired/],
	];
	for (const [event, headline, words] of blocks) {
		test(`${event} after the keys have arrived`, async ({ page, stack, newPerson }) => {
			const person = await newPerson();
			await changePassword(page, person);
			await stack.controls.deliver(person.id, "dc1");
			await stack.controls.deliver(person.id, "dc2");
			await expect(heading(page, "Your new password works")).toBeVisible();
			await stack.controls.event(person.id, "dc2", event);
			await expect(heading(page, headline)).toBeVisible({ timeout: 15_000 });
			await expect(page.getByText(words)).toBeVisible();
		});
	}
	test("keys of one kind only are said to be arriving, as the other kind follows", async ({
		page,
		stack,
		newPerson,
	}) => {
		const person = await newPerson("not-in-domain");
		await changePassword(page, person);
		await stack.controls.event(person.id, "dc1", "giveNtlmKeyOnly");
		await expect(page.getByText("Only a part of it has arrived.")).toBeVisible();
		await expect(heading(page, "Your new password is arriving")).toBeVisible();
		await expect(page.getByRole("link", { name: "Change the password again" })).toBeHidden();
	});
	test("a domain that was set up after the change does not have it", async ({
		page,
		stack,
		guard,
		newPerson,
	}) => {
		guard.allow(/ERR_|Failed to load resource/);
		await changePassword(page, await newPerson("not-in-domain"));
		await expect(heading(page, onItsWay)).toBeVisible();
		await backdateChange(stack, await shownTicket(page), 24 * 60);
		await expect(heading(page, "Your work computers were set up again")).toBeVisible();
		await expect(page.getByText(/on its way/)).toBeHidden();
		await expect(page.getByRole("button", { name: "Tell me when it works" })).toBeHidden();
		await page.getByRole("link", { name: "Change the password again" }).click();
		await expect(page).toHaveURL(/\/change-password$/);
	});
	test("two changes shortly after another are not taken for one", async ({
		page,
		browser,
		guard,
		stack,
		newPerson,
	}) => {
		guard.allow(/status of 410/);
		const person = await newPerson();
		await changePassword(page, person);
		await expect(heading(page, onItsWay)).toBeVisible();
		const other = await browser.newPage({ baseURL: stack.portal });
		await changeOnceMore(other, person);
		await stack.controls.deliver(person.id, "dc1");
		await stack.controls.deliver(person.id, "dc2");
		await expect(heading(other, "Your new password probably works")).toBeVisible();
		await expect(
			other.getByText(/may be from a change that you made shortly before/).first(),
		).toBeVisible();
		await expect(other.getByText(/Try it once/)).toBeVisible();
		await other.close();
	});
	test("a lockout is told while the keys are still on their way", async ({
		page,
		stack,
		newPerson,
	}) => {
		const person = await newPerson();
		await changePassword(page, person);
		await stack.controls.event(person.id, "dc1", "lock");
		await expect(page.getByText(/Your account is locked on work computers until/)).toBeVisible();
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
	await changeOnceMore(other, person);
	await other.close();
	await page.goto(address);
	await expect(heading(page, "This status has ended")).toBeVisible();
});

test("whoever has changed nothing has nothing to follow", async ({ page, newPerson }) => {
	const person = await newPerson();
	await signIn(page, person, "/progress");
	await expect(heading(page, "There is nothing to follow")).toBeVisible();
});

/** What a part of the page shows once two pictures of it are the same. */
async function settledPixels(page: Page, part: Locator) {
	let before = await part.screenshot();
	await expect
		.poll(async () => {
			const now = await part.screenshot();
			const isSame = now.equals(before);
			before = now;
			return isSame;
		})
		.toBe(true);
	return pixels(page, before);
}

/** What a picture shows, read by a browser of its own, since the portal's policy takes no such picture. */
async function pixels(page: Page, png: Buffer) {
	const blank = await page.context().newPage();
	const read = await blank.evaluate(async (base64) => {
		const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
		const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
		const { width, height } = bitmap;
		const context = new OffscreenCanvas(width, height).getContext("2d");
		context?.drawImage(bitmap, 0, 0);
		return { width, height, data: [...(context?.getImageData(0, 0, width, height).data ?? [])] };
	}, png.toString("base64"));
	await blank.close();
	return { ...read, data: Uint8ClampedArray.from(read.data) };
}
