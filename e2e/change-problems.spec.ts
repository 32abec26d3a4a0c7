import {
	changeCalls,
	enterCredentials,
	existingField,
	expect,
	heading,
	NEW_PASSWORD,
	newField,
	openForm,
	submit,
	submitButton,
	test,
} from "./support/test.ts";
import { expectWellMade } from "./support/well-made.ts";

/** What Chromium writes for an answer that is an error; the page is right to cause and to show it. */
const ANSWER = (status: number) => new RegExp(`responded with a status of ${status}`);

test.describe("what is said before anything is sent", () => {
	const cases: [what: string, existing: boolean, next: string, words: RegExp][] = [
		["nothing is entered", false, "", /^Enter your existing password$/],
		["the new password is missing", true, "", /^Enter your new password$/],
		["it is too short", true, "Ab1!xyz", /must be 8 characters or more/],
		["it is too long", true, `Ab1!${"x".repeat(253)}`, /must be 256 characters or fewer/],
		["it has too few kinds", true, "lowercaseonly", /must have three of these four/],
		["it has other characters", true, "Größe-2026", /must not have these characters: ö ß/],
	];
	for (const [what, hasExisting, next, words] of cases) {
		test(what, async ({ page, newPerson, stack }) => {
			const person = await newPerson();
			await openForm(page, person);
			await submit(page, hasExisting ? person.password : "", next);
			const summary = page.getByRole("alert").filter({ hasText: "There is a problem" });
			await expect(summary).toBeFocused();
			await expect(page).toHaveTitle(/^Error: /);
			await summary.getByRole("link", { name: words }).click();
			await expect(hasExisting ? newField(page) : existingField(page)).toBeFocused();
			const requests = await stack.controls.requests();
			expect(
				requests.some((r) => r.personId === person.id && r.path.includes("changePassword")),
			).toBe(false);
		});
	}
	test("the new one is the existing one", async ({ page, newPerson }) => {
		const person = await newPerson();
		await openForm(page, person);
		await submit(page, person.password, person.password);
		await expect(page.getByRole("link", { name: /must be different/ })).toBeVisible();
		await expect(newField(page)).toHaveAttribute("aria-invalid", "true");
	});
});

test("a blank that came along with copying is said before it is sent, and may be meant", async ({
	page,
	guard,
	newPerson,
	stack,
}) => {
	guard.allow(ANSWER(400));
	const person = await newPerson();
	await openForm(page, person);
	await existingField(page).pressSequentially(`${person.password} `);
	await newField(page).pressSequentially(NEW_PASSWORD);
	await submitButton(page).click();
	await expect(page.getByRole("link", { name: /begins or ends with a space/ })).toBeVisible();
	await expect(existingField(page)).toHaveAttribute("aria-invalid", "true");
	expect(await changeCalls(stack, person.id)).toHaveLength(0);
	// As it stands, because the person wants it so.
	await submitButton(page).click();
	await expect(page.getByRole("link", { name: /^Existing password is not right/ })).toBeVisible();
	expect(await changeCalls(stack, person.id)).toHaveLength(1);
	// Another text, another doubt.
	await existingField(page).press("End");
	await existingField(page).press("Backspace");
	await existingField(page).press("Home");
	await existingField(page).pressSequentially(" ");
	await submitButton(page).click();
	await expect(page.getByRole("link", { name: /begins or ends with a space/ })).toBeVisible();
	expect(await changeCalls(stack, person.id)).toHaveLength(1);
	await existingField(page).press("Home");
	await existingField(page).press("Delete");
	await submitButton(page).click();
	await expect(page).toHaveURL(/\/progress$/);
});

test("after an error people type on, and what they mend is no longer wrong", async ({
	page,
	guard,
	newPerson,
}) => {
	guard.allow(ANSWER(400));
	const person = await newPerson();
	await openForm(page, person);
	const summary = page.getByRole("alert").filter({ hasText: "There is a problem" });
	await submitButton(page).click();
	await expect(summary).toBeFocused();
	await existingField(page).pressSequentially("Not-The-Password-1");
	await expect(existingField(page)).toHaveValue("Not-The-Password-1");
	await expect(existingField(page)).not.toHaveAttribute("aria-invalid");
	await expect(summary.getByRole("link")).toHaveText(["Enter your new password"]);
	await expect(page).toHaveTitle(/^Error: /);
	await newField(page).pressSequentially(NEW_PASSWORD);
	await expect(newField(page)).toHaveValue(NEW_PASSWORD);
	await expect(summary).toBeHidden();
	await expect(page).not.toHaveTitle(/^Error: /);

	await page.keyboard.press("Enter");
	await expect(summary).toBeFocused();
	await expect(summary).toContainText("Existing password is not right");
	await summary.getByRole("link").click();
	await page.keyboard.press("Control+A");
	await existingField(page).pressSequentially(person.password);
	await expect(existingField(page)).toHaveValue(person.password);
	await expect(summary).toBeHidden();
	await page.keyboard.press("Enter");
	await expect(heading(page, "Your new password is on its way")).toBeVisible();
});

test("a wrong existing password is said at its field, and the next try works", async ({
	page,
	guard,
	newPerson,
}) => {
	guard.allow(ANSWER(400));
	const person = await newPerson();
	await openForm(page, person);
	await submit(page, "Not-The-Password-1");
	await expect(page.getByRole("link", { name: /Existing password is not right/ })).toBeVisible();
	await expect(existingField(page)).toHaveAttribute("aria-invalid", "true");
	await submit(page, person.password);
	await expect(heading(page, "Your new password is on its way")).toBeVisible();
});

test("a password that Microsoft refuses is said at its field", async ({
	page,
	guard,
	newPerson,
}) => {
	guard.allow(ANSWER(400));
	const person = await newPerson();
	await openForm(page, person);
	await submit(page, person.password, "Password1");
	await expect(page.getByRole("link", { name: /easy to guess/ })).toBeVisible();
	await expect(newField(page)).toHaveAttribute("aria-invalid", "true");
});

const answers: [status: number, words: RegExp][] = [
	[403, /does not allow this portal/],
	[418, /a reason that this portal does not know.*request [0-9a-f-]{8,}/],
];
for (const [status, words] of answers) {
	test(`Graph answers ${status}`, async ({ page, stack, guard, newPerson }) => {
		guard.allow(ANSWER(status));
		const person = await newPerson();
		await openForm(page, person);
		await stack.controls.fault({
			operation: "changePassword",
			personId: person.id,
			fault: { kind: "status", status, times: 1 },
		});
		await submit(page, person.password);
		await expect(page.getByRole("alert").getByText(words)).toBeVisible();
		await expect(page).toHaveURL(/change-password$/);
		await submitButton(page).click();
		await expect(heading(page, "Your new password is on its way")).toBeVisible();
	});
}

test("a press is not lost when the strength comes between down and up", async ({
	page,
	newPerson,
}) => {
	// The worker that judges is held back until the button is down.
	let release = () => {};
	const released = new Promise<void>((resolve) => {
		release = resolve;
	});
	await page.context().route(/judge.*\.js/, async (route) => {
		await released;
		await route.continue();
	});
	const person = await newPerson();
	await openForm(page, person);
	await page.setViewportSize({ width: 320, height: 800 });
	await existingField(page).pressSequentially(person.password);
	// Common, with every hint that there is.
	await newField(page).pressSequentially("Password1");
	await submitButton(page).scrollIntoViewIfNeeded();
	const before = await submitButton(page).boundingBox();
	await submitButton(page).hover();
	await page.mouse.down();
	release();
	await expect(page.getByText("This is one of the most common passwords").first()).toBeVisible();
	await expect(page.locator("strong", { hasText: /^Weak/ })).toBeVisible();
	expect(await submitButton(page).boundingBox()).toEqual(before);
	await newField(page).evaluate((field, text) => {
		(field as HTMLInputElement).value = text;
	}, NEW_PASSWORD);
	await page.mouse.up();
	await expect(heading(page, "Your new password is on its way")).toBeVisible();
});

test("a full storage ends in words, not in a form that is dead", async ({
	page,
	stack,
	guard,
	newPerson,
}) => {
	guard.allow(ANSWER(401));
	const person = await newPerson();
	await openForm(page, person);
	await stack.controls.fault({
		operation: "changePassword",
		personId: person.id,
		fault: { kind: "claims-challenge" },
	});
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

test("a mistake of the portal's own while it sends is said, and leads to Progress", async ({
	page,
	guard,
	newPerson,
}) => {
	guard.allow(/a mistake/);
	const person = await newPerson();
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
	await expect(summary).toContainText("There is a mistake in this page.");
	await expect(page.getByRole("link", { name: "See progress" })).toBeVisible();
	await expect(submitButton(page)).toHaveAttribute("aria-disabled", "false");
});

test("a double click changes the password once", async ({ page, stack, newPerson }) => {
	const person = await newPerson();
	await openForm(page, person);
	await existingField(page).pressSequentially(person.password);
	await newField(page).pressSequentially(NEW_PASSWORD);
	await submitButton(page).dblclick();
	await expect(heading(page, "Your new password is on its way")).toBeVisible();
	expect(await changeCalls(stack, person.id)).toHaveLength(1);
});

test.describe("the answer is lost", () => {
	test("after Graph took the change: the portal finds out, and sends nothing again", async ({
		page,
		stack,
		guard,
		newPerson,
	}) => {
		guard.allow(/ERR_EMPTY_RESPONSE|ERR_CONNECTION|Failed to load resource/);
		const person = await newPerson();
		await openForm(page, person);
		await stack.controls.fault({
			operation: "changePassword",
			personId: person.id,
			fault: { kind: "cut-after" },
		});
		await submit(page, person.password);
		await expect(heading(page, "Your new password is on its way")).toBeVisible();
		await stack.controls.deliver(person.id, "dc1");
		await stack.controls.deliver(person.id, "dc2");
		await expect(heading(page, "Your new password works")).toBeVisible();
	});

	for (const fault of [
		{ status: 504 },
		{ status: 502, body: "<html>Bad gateway</html>" },
		{ status: 200, body: "<html>Sign in to this network</html>" },
	]) {
		test(`after Graph took the change, and a gateway answers ${fault.status}`, async ({
			page,
			stack,
			guard,
			newPerson,
		}) => {
			guard.allow(ANSWER(fault.status));
			const person = await newPerson();
			await openForm(page, person);
			await stack.controls.fault({
				operation: "changePassword",
				personId: person.id,
				fault: { kind: "status", takesEffect: true, ...fault },
			});
			await submit(page, person.password);
			await expect(heading(page, "Your new password is on its way")).toBeVisible();
			expect(await changeCalls(stack, person.id)).toHaveLength(1);
		});
	}

	test("and Graph had done nothing: another try is asked for, and works", async ({
		page,
		stack,
		guard,
		newPerson,
	}) => {
		guard.allow(ANSWER(503));
		const person = await newPerson();
		await openForm(page, person);
		await stack.controls.fault({
			operation: "changePassword",
			personId: person.id,
			fault: { kind: "status", status: 503, times: 1 },
		});
		await submit(page, person.password);
		await expect(
			heading(page, "We do not know yet whether your password was changed"),
		).toBeVisible();
		await page.getByRole("link", { name: "Go back to the form" }).click();
		await expect(page.getByText(/counts as a wrong try, and 10 of them lock/)).toBeVisible();
		await expect(existingField(page)).toBeHidden();
		await page.setViewportSize({ width: 320, height: 640 });
		await expectWellMade(page);
		await page.getByRole("button", { name: "Enter it again all the same" }).click();
		await existingField(page).pressSequentially(person.password);
		await newField(page).pressSequentially(NEW_PASSWORD);
		await submitButton(page).click();
		await expect(heading(page, "Your new password is on its way")).toBeVisible();
	});

	test("and Entra shows the change only when the form is sent again: nothing is sent", async ({
		page,
		stack,
		guard,
		newPerson,
	}) => {
		guard.allow(ANSWER(504));
		const person = await newPerson();
		await openForm(page, person);
		await stack.controls.fault({
			operation: "me",
			personId: person.id,
			fault: { kind: "lag", ms: 10 * 60_000 },
		});
		await stack.controls.fault({
			operation: "changePassword",
			personId: person.id,
			fault: { kind: "status", status: 504, takesEffect: true },
		});
		await submit(page, person.password);
		await page.getByRole("link", { name: "Go back to the form" }).click();
		await page.getByRole("button", { name: "Enter it again all the same" }).click();
		await stack.controls.clearFaults();
		await submit(page, person.password, "Another-Puffin-99");
		await expect(
			page.getByRole("alert").getByText(/Your last try did change your password/),
		).toBeVisible();
		await page.getByRole("link", { name: "See progress" }).click();
		await expect(heading(page, "Your new password is on its way")).toBeVisible();
		expect(await changeCalls(stack, person.id)).toHaveLength(1);
	});

	test("after Graph took the change, and the browser sent it again by itself", async ({
		page,
		stack,
		guard,
		newPerson,
	}) => {
		guard.allow(ANSWER(400));
		const person = await newPerson();
		await openForm(page, person);
		await stack.controls.fault({
			operation: "changePassword",
			personId: person.id,
			fault: { kind: "resent", times: 1 },
		});
		await submit(page, person.password);
		await expect(heading(page, "Your new password is on its way")).toBeVisible();
	});

	test("before Graph took it: the portal does not know, says so, and never says failed", async ({
		page,
		stack,
		guard,
		newPerson,
	}) => {
		guard.allow(/ERR_EMPTY_RESPONSE|ERR_CONNECTION|Failed to load resource/);
		const person = await newPerson();
		await openForm(page, person);
		await stack.controls.fault({
			operation: "changePassword",
			personId: person.id,
			fault: { kind: "cut-before" },
		});
		await submit(page, person.password);
		await expect(
			heading(page, "We do not know yet whether your password was changed"),
		).toBeVisible();
		await expect(page.getByText("Microsoft Entra ID shows no change so far.")).toBeVisible();
		await page.reload();
		await expect(
			heading(page, "We do not know yet whether your password was changed"),
		).toBeVisible();
	});

	test("and Entra shows the change only later: the page goes on by itself", async ({
		page,
		stack,
		guard,
		newPerson,
	}) => {
		guard.allow(/ERR_EMPTY_RESPONSE|ERR_CONNECTION|Failed to load resource/);
		const person = await newPerson();
		await openForm(page, person);
		await stack.controls.fault({
			operation: "me",
			personId: person.id,
			fault: { kind: "lag", ms: 10 * 60_000 },
		});
		await stack.controls.fault({
			operation: "changePassword",
			personId: person.id,
			fault: { kind: "cut-after" },
		});
		await submit(page, person.password);
		await expect(
			heading(page, "We do not know yet whether your password was changed"),
		).toBeVisible();
		await stack.controls.clearFaults();
		await expect(heading(page, "Your new password is on its way")).toBeVisible({ timeout: 20_000 });
	});

	test("and the keys arrive before anybody could look: the domain itself tells", async ({
		page,
		stack,
		guard,
		newPerson,
	}) => {
		guard.allow(/ERR_EMPTY_RESPONSE|ERR_CONNECTION|Failed to load resource|status of 503/);
		const person = await newPerson();
		await openForm(page, person);
		await stack.controls.fault({
			operation: "changePassword",
			personId: person.id,
			fault: { kind: "cut-after" },
		});
		await stack.controls.fault({
			operation: "me",
			personId: person.id,
			fault: { kind: "status", status: 503 },
		});
		await submit(page, person.password);
		await expect(
			heading(page, "We do not know yet whether your password was changed"),
		).toBeVisible();
		await stack.controls.deliver(person.id, "dc1");
		await stack.controls.deliver(person.id, "dc2");
		await expect(heading(page, "Your new password works")).toBeVisible({ timeout: 20_000 });
	});
});

test("without a network nothing is sent, and the next try works", async ({
	page,
	context,
	guard,
	newPerson,
}) => {
	guard.allow(/ERR_INTERNET_DISCONNECTED/);
	const person = await newPerson();
	await openForm(page, person);
	await context.setOffline(true);
	await submit(page, person.password);
	await expect(page.getByRole("alert").getByText(/Nothing has changed/)).toBeVisible();
	await context.setOffline(false);
	await submitButton(page).click();
	await expect(heading(page, "Your new password is on its way")).toBeVisible();
});

test("when the portal's server is away nothing is sent", async ({ page, guard, newPerson }) => {
	guard.allow(/Failed to load resource/);
	const person = await newPerson();
	await openForm(page, person);
	await page.route("**/api/watches", (route) => route.abort());
	await submit(page, person.password);
	await expect(
		page.getByRole("alert").getByText(/This portal’s server does not answer|portal’s server/),
	).toBeVisible();
	await page.unroute("**/api/watches");
	await submitButton(page).click();
	await expect(heading(page, "Your new password is on its way")).toBeVisible();
});

test("when the server cannot be told afterwards, the page keeps at it", async ({
	page,
	stack,
	guard,
	newPerson,
}) => {
	guard.allow(/Failed to load resource/);
	const person = await newPerson();
	await openForm(page, person);
	await page.route("**/api/watches/*/change", (route) => route.abort());
	await submit(page, person.password);
	await expect(page.getByText(/could not be told yet/)).toBeVisible();
	await page.unroute("**/api/watches/*/change");
	await expect(heading(page, "Your new password is on its way")).toBeVisible({ timeout: 20_000 });
	expect(await changeCalls(stack, person.id)).toHaveLength(1);
});

test("a sign-in that has ended meanwhile is said before anything is sent", async ({
	page,
	stack,
	guard,
	newPerson,
}) => {
	guard.allow(/status of 400/);
	const person = await newPerson();
	await openForm(page, person);
	await stack.controls.endSignIns(person.id);
	await page.evaluate(() => sessionStorage.clear());
	await page.reload();
	await page.getByRole("button", { name: /^Sign in/ }).click();
	await enterCredentials(page, person);
	await expect(page).toHaveURL(/change-password$/);
	await submit(page, person.password);
	await expect(heading(page, "Your new password is on its way")).toBeVisible();
});
