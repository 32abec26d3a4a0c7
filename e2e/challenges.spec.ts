import { startStack } from "./support/stack.ts";
import {
	apiToken,
	changeCalls,
	enterCredentials,
	expect,
	heading,
	NEW_PASSWORD,
	nextSecond,
	openForm,
	returnFromTenant,
	signIn,
	submit,
	test,
	testOn,
} from "./support/test.ts";

/** A challenge is a 401, which Chromium logs as an error. */
const CHALLENGED = /status of 401/;
const ON_ITS_WAY = "Your new password is on its way";

test.describe("Graph challenges a token", () => {
	test("while the profile is read: a new one is fetched unnoticed", async ({
		page,
		stack,
		guard,
		person,
	}) => {
		guard.allow(CHALLENGED);
		await stack.controls.fault("me", { kind: "claims-challenge" }, person);
		await signIn(page, person);
		await expect(page.getByText(person.displayName).first()).toBeVisible();
		await expect(page.getByRole("link", { name: "Change password" })).toBeVisible();
	});

	test("at the change: it is satisfied, and the password is changed once", async ({
		page,
		stack,
		guard,
		person,
	}) => {
		guard.allow(CHALLENGED);
		await openForm(page, person);
		await stack.controls.fault("changePassword", { kind: "claims-challenge" }, person);
		await submit(page, person.password);
		await expect(heading(page, ON_ITS_WAY)).toBeVisible();
		expect((await changeCalls(stack, person.id)).map((r) => r.status)).toEqual([401, 204]);
	});

	test("for a second factor: the person signs in again and continues at the form", async ({
		page,
		stack,
		guard,
		person,
	}) => {
		guard.allow(/status of 40[01]/);
		await openForm(page, person);
		await stack.controls.fault(
			"changePassword",
			{ kind: "claims-challenge", interactive: true },
			person,
		);
		await submit(page, person.password);
		await expect(
			page.getByText(/did not complete the second step.*Nothing has changed/),
		).toBeVisible();
		// The session at the tenant is enough, so the form comes again without another page.
		const returned = returnFromTenant(page);
		await page.getByRole("button", { name: "Sign in again" }).click();
		await returned;
		await submit(page, person.password);
		await expect(heading(page, ON_ITS_WAY)).toBeVisible();
	});
});

test.describe("the tenant evaluates access continuously", () => {
	test.beforeEach(({ stack }) => stack.controls.switches({ continuousAccess: true }));
	test.afterEach(async ({ stack }) => {
		await stack.controls.switches({ continuousAccess: false });
		await stack.controls.clearFaults();
	});

	test("the first read after the change is challenged, and the change is still followed", async ({
		page,
		stack,
		guard,
		person,
	}) => {
		guard.allow(/status of 40[01]/);
		await openForm(page, person);
		await nextSecond();
		await submit(page, person.password);
		await expect(heading(page, ON_ITS_WAY)).toBeVisible();
		await stack.controls.deliver(person.id);
		await expect(heading(page, "Your new password works")).toBeVisible();
	});

	test("and the response was lost: the sign-in itself shows which password it is", async ({
		page,
		stack,
		guard,
		person,
	}) => {
		guard.allow(/status of (40[01]|504)/);
		await openForm(page, person);
		await stack.controls.fault(
			"changePassword",
			{ kind: "status", status: 504, takesEffect: true },
			person,
		);
		await nextSecond();
		await submit(page, person.password);
		await expect(page.getByText(/Try the new password first/)).toBeVisible();
		await page.getByRole("button", { name: "Sign in again" }).click();
		await enterCredentials(page, { ...person, password: NEW_PASSWORD });
		await expect(heading(page, ON_ITS_WAY)).toBeVisible();
		expect(await changeCalls(stack, person.id)).toHaveLength(1);
	});
});

const steppingUp = testOn(() => startStack({ settings: { CHANGE_AUTH_CONTEXT: "c1" } }));

steppingUp("a required step-up is requested before anything is typed", async ({ page, person }) => {
	await signIn(page, person);
	await expect(page.getByRole("link", { name: "Change password" })).toBeVisible();
	const refused = await page.request.post("/api/watches", {
		headers: { Authorization: `Bearer ${await apiToken(page)}` },
	});
	expect(refused.status()).toBe(401);
	expect(await refused.json()).toMatchObject({ code: "claims-needed" });
	expect(refused.headers()["www-authenticate"]).toMatch(/insufficient_claims.*claims="[^"]+"/);
	await page.getByRole("link", { name: "Change password" }).click();
	await submit(page, person.password);
	await expect(heading(page, ON_ITS_WAY)).toBeVisible();
});
