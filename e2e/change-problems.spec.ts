import type { Route } from "playwright/test";
import { expectAccessible } from "./support/accessible.ts";
import {
	changeCalls,
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

/** Chromium's console lines for a cut connection and for an error response, which are expected here. */
const CUT = /ERR_EMPTY_RESPONSE|ERR_CONNECTION|Failed to load resource/;
const ANSWER = (status: number) => new RegExp(`responded with a status of ${status}`);

test("full storage is explained, and the form keeps working", async ({
	page,
	stack,
	guard,
	person,
}) => {
	guard.allow(ANSWER(401));
	await openForm(page, person);
	await stack.controls.fault("changePassword", { kind: "claims-challenge" }, person);
	await page.evaluate(() => {
		Storage.prototype.setItem = () => {
			throw new DOMException("full", "QuotaExceededError");
		};
	});
	await submit(page, person.password);
	const summary = page.getByRole("alert").filter({ hasText: "There is a problem" });
	await expect(summary).toContainText(/no room left for this site.*Nothing has changed/);
	await expect(submitButton(page)).toHaveAttribute("aria-disabled", "false");
});

test("a bug in the portal while sending is reported, and leads to Progress", async ({
	page,
	guard,
	person,
}) => {
	guard.allow(/a mistake/);
	await openForm(page, person);
	await existingField(page).pressSequentially(person.password);
	await newField(page).pressSequentially(NEW_PASSWORD);
	await page.evaluate(() =>
		Object.defineProperty(document.documentElement, "lang", {
			get() {
				throw new Error("a mistake");
			},
		}),
	);
	await submitButton(page).click();
	const summary = page.getByRole("alert").filter({ hasText: "There is a problem" });
	await expect(summary).toContainText("Something went wrong on this page.");
	await expect(page.getByRole("link", { name: "See progress" })).toBeVisible();
	await expect(submitButton(page)).toHaveAttribute("aria-disabled", "false");
});

test.describe("a lost response", () => {
	test("after Graph accepted the change: the portal finds out, and sends nothing again", async ({
		page,
		stack,
		guard,
		person,
	}) => {
		guard.allow(CUT);
		await openForm(page, person);
		await stack.controls.fault("changePassword", { kind: "cut-after" }, person);
		await submit(page, person.password);
		await expect(heading(page, "Your new password is on its way")).toBeVisible();
		await stack.controls.deliver(person.id);
		await expect(heading(page, "Your new password works")).toBeVisible();
	});

	test("before Graph received it: it counts as unknown, never as failed, and another attempt works", async ({
		page,
		stack,
		guard,
		person,
	}) => {
		guard.allow(CUT);
		await openForm(page, person);
		await stack.controls.fault("changePassword", { kind: "cut-before" }, person);
		await submit(page, person.password);
		const unknown = heading(page, "We do not know yet whether your password was changed");
		await expect(unknown).toBeVisible();
		await expect(page.getByText("Microsoft 365 shows no change so far.")).toBeVisible();
		await page.reload();
		await expect(unknown).toBeVisible();
		await stack.controls.clearFaults();
		await page.getByRole("link", { name: "Back to the form" }).click();
		await expect(page.getByText(/counts as a failed attempt, and 10 of them lock/)).toBeVisible();
		await expect(existingField(page)).toBeHidden();
		await page.setViewportSize({ width: 320, height: 640 });
		await expectAccessible(page);
		await page.getByRole("button", { name: "Enter it again anyway" }).click();
		await existingField(page).pressSequentially(person.password);
		await newField(page).pressSequentially(NEW_PASSWORD);
		await submitButton(page).click();
		await expect(heading(page, "Your new password is on its way")).toBeVisible();
	});

	test("to the portal's own call before anything is sent: it can be sent again, even after a reload", async ({
		page,
		stack,
		guard,
		person,
	}) => {
		guard.allow(/ERR_FAILED/);
		await openForm(page, person);
		const lose = async (route: Route) => {
			if (route.request().method() === "POST") await route.fetch();
			await route.abort();
		};
		await page.route("**/api/watches", lose);
		await existingField(page).pressSequentially(person.password);
		await newField(page).pressSequentially(NEW_PASSWORD);
		await submitButton(page).click();
		const summary = page.getByRole("alert").filter({ hasText: "There is a problem" });
		await expect(summary).toContainText(/The portal is not responding.*Nothing has changed/);
		await page.unroute("**/api/watches", lose);
		await page.reload();
		await existingField(page).pressSequentially(person.password);
		await newField(page).pressSequentially(NEW_PASSWORD);
		await submitButton(page).click();
		await expect(heading(page, "Your new password is on its way")).toBeVisible();
		await stack.controls.deliver(person.id);
		await expect(heading(page, "Your new password works")).toBeVisible();
	});

	test("is known on another device, which checks Entra and asks before anything is typed", async ({
		page,
		elsewhere,
		stack,
		guard,
		person,
	}) => {
		guard.allow(CUT);
		await openForm(page, person);
		await stack.controls.fault("changePassword", { kind: "cut-before" }, person);
		await submit(page, person.password);
		await expect(heading(page, /^We do not know yet whether/)).toBeVisible();
		const other = await elsewhere();
		await signIn(other, person, "/progress");
		await expect(heading(other, /^We do not know yet whether/)).toBeVisible();
		await expect(other.getByText("Microsoft 365 shows no change so far.")).toBeVisible();
		await other.getByRole("link", { name: "Back to the form" }).click();
		await expect(other.getByRole("button", { name: "Enter it again anyway" })).toBeVisible();
		const form = await elsewhere();
		await signIn(form, person, "/change-password");
		await expect(form.getByRole("button", { name: "Enter it again anyway" })).toBeVisible();
	});

	test("and Entra shows the change only when the form is submitted again: nothing is sent", async ({
		page,
		stack,
		person,
	}) => {
		await openForm(page, person);
		await stack.controls.fault("me", { kind: "lag", ms: 10 * 60_000 }, person);
		await stack.controls.fault(
			"changePassword",
			{
				kind: "status",
				takesEffect: true,
				// Like a captive portal.
				status: 200,
				body: "<html>Sign in to this network</html>",
			},
			person,
		);
		await submit(page, person.password);
		await page.getByRole("link", { name: "Back to the form" }).click();
		await page.getByRole("button", { name: "Enter it again anyway" }).click();
		await stack.controls.clearFaults();
		await submit(page, person.password, "Another-Puffin-99");
		await expect(
			page.getByRole("alert").getByText(/Your last attempt did change your password/),
		).toBeVisible();
		await page.getByRole("link", { name: "See progress" }).click();
		await expect(heading(page, "Your new password is on its way")).toBeVisible();
		expect(await changeCalls(stack, person.id)).toHaveLength(1);
	});

	test("and Entra shows the change only later: the page continues by itself", async ({
		page,
		stack,
		guard,
		person,
	}) => {
		guard.allow(CUT);
		await openForm(page, person);
		await stack.controls.fault("me", { kind: "lag", ms: 10 * 60_000 }, person);
		await stack.controls.fault("changePassword", { kind: "cut-after" }, person);
		await submit(page, person.password);
		await expect(
			heading(page, "We do not know yet whether your password was changed"),
		).toBeVisible();
		await stack.controls.clearFaults();
		await expect(heading(page, "Your new password is on its way")).toBeVisible({ timeout: 20_000 });
	});

	test("and the keys arrive first: the domain itself shows the change", async ({
		page,
		stack,
		guard,
		person,
	}) => {
		guard.allow(CUT);
		await openForm(page, person);
		await stack.controls.fault("changePassword", { kind: "cut-after" }, person);
		await stack.controls.fault("me", { kind: "status", status: 503 }, person);
		await submit(page, person.password);
		await expect(
			heading(page, "We do not know yet whether your password was changed"),
		).toBeVisible();
		await stack.controls.deliver(person.id);
		await expect(heading(page, "Your new password works")).toBeVisible({ timeout: 20_000 });
	});
});
