import jsQR from "jsqr";
import type { Locator, Page } from "playwright/test";
import { recordTelling, shownIn } from "./support/notifications.ts";
import {
	changePassword,
	expect,
	heading,
	NEW_PASSWORD,
	openDetails,
	RECONNECTED,
	shownAddress,
	shownTicket,
	signIn,
	submit,
	test,
} from "./support/test.ts";

const onItsWay = "Your new password is on its way";

test("the page and a phone show what happened when, the evidence, and what to tell the helpdesk", async ({
	page,
	context,
	elsewhere,
	stack,
	person,
}) => {
	await context.grantPermissions(["clipboard-read", "clipboard-write"]);
	const copied = () => page.evaluate(() => navigator.clipboard.readText());
	await changePassword(page, person);
	const address = await shownAddress(page);
	await openDetails(page);
	const ticket = await shownTicket(page);
	const steps = page
		.getByRole("region", { name: "What has happened so far" })
		.getByRole("listitem");
	const time = /\d{1,2}:\d\d:\d\d/;
	const phone = await elsewhere({ viewport: { width: 360, height: 740 } });

	await test.step("the address can be copied, and its QR code scanned, also in dark mode", async () => {
		await page.getByRole("button", { name: "Copy: Address of this status" }).click();
		await expect(page.getByText("Copied")).toBeVisible();
		expect(await copied()).toMatch(/\/status\/[\w-]{32}$/);
		await page.emulateMedia({ colorScheme: "dark" });
		await expectCodeOf(page, address);
		await page.emulateMedia({ colorScheme: null });
	});

	await test.step("a phone follows without signing in, and can be notified", async () => {
		await recordTelling(phone.context(), { permission: "default", answer: "granted" });
		await phone.goto(address);
		await expect(heading(phone, onItsWay)).toBeVisible();
		await phone.getByRole("button", { name: "Tell me when it works" }).click();
		await expect(phone.getByRole("button", { name: "Do not notify me" })).toBeVisible();
	});

	await test.step("nothing has arrived", async () => {
		await expect(page.getByText(/old password may still open/)).toBeHidden();
		await expect(steps).toHaveCount(4);
		await expect(steps.nth(0)).toContainText("Password changed");
		await expect(steps.nth(0)).toContainText(time);
		for (const n of [1, 2, 3]) await expect(steps.nth(n)).toContainText("Not yet");
	});

	await test.step("the controllers are shown in order of arrival", async () => {
		await stack.controls.deliver(person.id, "dc2");
		await expect(steps.nth(1)).toContainText("Arrived on dc2.aaddscontoso.com");
		await expect(steps.nth(1)).toContainText(time);
		await expect(steps.nth(1)).toContainText(/Its key version has gone up .*msDS-KeyVersionNumber/);
		await expect(steps.nth(2)).toContainText(/Arrived on dc1.*Not yet/);
		await expect(heading(phone, /arrived on 1 of 2/)).toBeVisible();
	});

	await test.step("it works, until when, and the old one may still work for a while", async () => {
		await stack.controls.deliver(person.id, "dc1");
		await expect(steps.nth(3)).toContainText(/Works since .*\d:\d\d:\d\d/);
		await expect(page.getByText("Not yet", { exact: true })).toBeHidden();
		await expect(page.getByText(/expires in 90\sdays: .* 20\d\d/)).toBeVisible();
		await expect(
			page.getByText(/old password may still open some network folders until/),
		).toBeVisible();
		await expect(heading(phone, "Your new password works")).toBeVisible();
		await expect.poll(() => shownIn(phone)).toHaveLength(1);
		// Anyone with the address sees the state, never whose it is.
		await expect(phone.locator("body")).not.toContainText(person.displayName);
		await expect(phone.locator("body")).not.toContainText(person.userPrincipalName);
	});

	await test.step("the helpdesk finds the reference in the log; no name or secret is copied", async () => {
		const reference = await page
			.getByText(/^KT-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
			.first()
			.textContent();
		await page.getByRole("button", { name: "Copy all: For the helpdesk" }).click();
		await expect.poll(copied).toContain(`Reference: ${reference}`);
		const details = await copied();
		expect(details).toMatch(/State, since: usable, \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/);
		expect(details).toMatch(/dc1\.aaddscontoso\.com: keys new, rule key-version, .* UTC/);
		const log = () =>
			stack
				.log()
				.split("\n")
				.filter((line) => line.includes(`"reference":"${reference}"`))
				.join("\n");
		await expect.poll(log).toMatch(/"watch-opened"[\s\S]*"state":"waiting"[\s\S]*"state":"usable"/);
		for (const secret of [ticket, person.displayName, person.userPrincipalName, NEW_PASSWORD]) {
			expect(details).not.toContain(secret);
			expect(log()).not.toContain(secret);
		}
	});
});

/** The QR code of an address can be scanned, and its quiet zone is wide enough. */
async function expectCodeOf(page: Page, address: string): Promise<void> {
	const code = page.getByRole("img", { name: "QR code of the address of this status" });
	// Late content may move the code while its picture is taken; a scanner retries too.
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
}

test("another device finds the change; a later one made there is shown everywhere and not confused with the first", async ({
	page,
	elsewhere,
	guard,
	stack,
	person,
}) => {
	guard.allow(/status of 410/);
	await changePassword(page, person);
	await expect(heading(page, onItsWay)).toBeVisible();
	const first = await shownTicket(page);
	const other = await elsewhere();
	await signIn(other, { ...person, password: NEW_PASSWORD }, "/progress");
	await expect(heading(other, onItsWay)).toBeVisible();

	await other.goto("/change-password");
	await other.getByRole("button", { name: "Change it again anyway" }).click();
	await submit(other, NEW_PASSWORD, "Basalt-Heron-77");
	await expect(heading(other, onItsWay)).toBeVisible();
	const newest = await shownTicket(other);
	await page.goto("/progress");
	await expect.poll(() => shownTicket(page)).toBe(newest);
	await expect(heading(page, onItsWay)).toBeVisible();
	// The other device remembers the newest change itself, and never returns to an older one.
	await other.goto("/progress");
	await expect(heading(other, onItsWay)).toBeVisible();
	expect(await shownTicket(other)).toBe(newest);
	await page.goto(`/status/${first}`);
	await expect(heading(page, "This status has ended")).toBeVisible();

	await stack.controls.deliver(person.id);
	await expect(heading(other, "Your new password probably works")).toBeVisible();
	await expect(
		other.getByText(/may be from a change that you made shortly before/).first(),
	).toBeVisible();
	await expect(other.getByText(/Try it once/)).toBeVisible();
});

test("a killed and restarted portal carries on", async ({ page, guard, stack, person }) => {
	guard.allow(/ERR_CONNECTION|ERR_INCOMPLETE|Failed to load resource|ERR_EMPTY/);
	await changePassword(page, person);
	await expect(heading(page, onItsWay)).toBeVisible();
	await stack.killPortal();
	await expect(page.getByText("We’ve lost the connection to the portal.")).toBeVisible();
	await expect(heading(page, onItsWay)).toBeVisible();
	await stack.controls.deliver(person.id);
	await stack.startPortalAgain();
	await expect(heading(page, "Your new password works")).toBeVisible(RECONNECTED);
	await expect(page.getByText("We’ve lost the connection to the portal.")).toBeHidden();
});

test("unreadable controllers never make it usable, and the page says why", async ({
	page,
	stack,
	person,
}) => {
	const { controls } = stack;
	await changePassword(page, person);
	try {
		await controls.controller("dc1", "hang");
		await controls.controller("dc2", "hang");
		await expect(heading(page, "We cannot see the sign-in servers right now")).toBeVisible();
		await openDetails(page);
		await expect(page.getByText("It is not responding.")).toHaveCount(2);
		await expect(page.getByText("We cannot reach the sign-in servers right now.")).toBeVisible();
		await controls.controller("dc1", "resume");
		await controls.controller("dc2", "resume");
		await expect(heading(page, onItsWay)).toBeVisible();

		await controls.controller("dc2", "stop");
		await expect(page.getByText("It does not accept a connection.")).toBeVisible();
		await controls.deliver(person.id);
		await expect(heading(page, /arrived on 1 of 2/)).toBeVisible();
		await expect
			.poll(() => stack.log())
			.toMatch(/"controller-unreadable".*dc2.*"reason":"refused"/);
	} finally {
		await controls.controller("dc1", "resume");
		await controls.controller("dc2", "resume");
	}
	await expect(heading(page, "Your new password works")).toBeVisible();
});

test("a blocked account is reported, while the keys are on their way and afterwards", async ({
	page,
	stack,
	person,
}) => {
	const { controls } = stack;
	await changePassword(page, person);
	await controls.event(person.id, "dc1", "lock");
	await expect(page.getByText(/Your account is locked on work computers until/)).toBeVisible();
	await expect(heading(page, onItsWay)).toBeVisible();
	await controls.event(person.id, "dc1", "unlock");
	await controls.deliver(person.id);
	await expect(heading(page, "Your new password works")).toBeVisible();
	await controls.event(person.id, "dc2", "disable");
	await expect(heading(page, "Your account is disabled")).toBeVisible();
	await expect(page.getByText(/disabled on work computers/)).toBeVisible();
});

/** A screenshot of an element, once two in a row are the same. */
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

/** Decodes an image in a separate browser, because the portal's policy does not allow it. */
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
