import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContext, Request } from "playwright/test";
import { kerberosSignIn, kinit, ntlmSignIn } from "../practice/samba/clients.ts";
import type { TestPerson } from "./support/controls.ts";
import { type Stack, startStack } from "./support/stack.ts";
import {
	changePassword,
	expect,
	heading,
	NEW_PASSWORD,
	openDetails,
	testOn,
} from "./support/test.ts";

/**
 * The proof: compares the page with two real domain controllers and real clients, and searches every place that a password could
 * have reached.
 */
const test = testOn(() => startStack({ domain: "samba", ips: ["127.0.0.30", "127.0.0.31"] }));

// Both use the same two controllers.
test.describe.configure({ mode: "default" });

const people: [who: string, template: string][] = [
	["whose account has an older password", "in-domain"],
	["whose account does not exist before the first change", "not-in-domain"],
];

for (const [who, template] of people) {
	test(`the page matches what two real controllers hold for somebody ${who}`, async ({
		page,
		stack,
		newPerson,
	}) => {
		test.setTimeout(120_000);
		const { controls } = stack;
		const traffic = recordTraffic(page.context());
		const person = await newPerson(template);
		const answers = await signInsOf(stack, person);

		await changePassword(page, person);
		await expect(heading(page, "Your new password is on its way")).toBeVisible();
		expect(await answers("dc1")).toEqual([false, false, false]);
		expect(await answers("dc2")).toEqual([false, false, false]);

		await controls.deliver(person.id, "dc1");
		await expect(heading(page, /has arrived on 1 of 2 sign-in servers/)).toBeVisible();
		expect(await answers("dc1")).toEqual([true, true, true]);
		expect(await answers("dc2")).toEqual([false, false, false]);
		// Long enough for several readings: one controller alone never makes it "works".
		await openDetails(page);
		await expect(page.getByText("Last checked").first()).toBeVisible();
		await page.reload();
		await expect(heading(page, /has arrived on 1 of 2 sign-in servers/)).toBeVisible();
		await expect(heading(page, "Your new password works")).toBeHidden();

		await controls.deliver(person.id, "dc2");
		await expect(heading(page, "Your new password works")).toBeVisible();
		await openDetails(page);
		await expect(
			page.getByText(/seen on dc1\.aaddscontoso\.com and dc2\.aaddscontoso\.com/),
		).toBeVisible();
		expect(await answers("dc1")).toEqual([true, true, true]);
		expect(await answers("dc2")).toEqual([true, true, true]);

		const secrets = [person.password, NEW_PASSWORD];
		expectOnlyGraphCarried(traffic, stack, secrets);
		expect(anyOf(secrets).test(stack.log())).toBe(false);
		expect(filesHolding(stack.dataDir, secrets)).toEqual([]);
		const storage = await page.evaluate(() =>
			JSON.stringify([{ ...localStorage }, { ...sessionStorage }]),
		);
		expect(anyOf(secrets).test(storage)).toBe(false);
		// No token that could change a password is stored either.
		expect(storage.includes("PasswordProfile")).toBe(false);
	});
}

/** The results of kinit (AES), NTLM and Kerberos sign-ins with the new password on one controller. */
async function signInsOf(stack: Stack, person: TestPerson) {
	const controllers = await stack.controls.controllers();
	const signIn = { account: person.userPrincipalName, password: NEW_PASSWORD };
	return async (at: "dc1" | "dc2") => {
		const controller = controllers[at];
		const answers = [
			await kinit(controller, signIn),
			await ntlmSignIn(controller, signIn),
			await kerberosSignIn(controller, signIn),
		];
		return answers.map((answer) => answer.ok);
	};
}

function recordTraffic(context: BrowserContext): Request[] {
	const requests: Request[] = [];
	context.on("request", (request) => requests.push(request));
	return requests;
}

/** The tenant's own sign-in page asks for the existing password; besides that only one call to Graph may carry any. */
function expectOnlyGraphCarried(traffic: Request[], { tenant }: Stack, secrets: string[]): void {
	const carrying = traffic.filter((request) => {
		const sent = [request.url(), request.postData() ?? "", JSON.stringify(request.headers())].join(
			"\n",
		);
		const decoded = sent.replace(/%([\da-f]{2})/gi, (_, hex) =>
			String.fromCharCode(Number.parseInt(hex, 16)),
		);
		return anyOf(secrets).test(decoded);
	});
	const places = new Set(
		carrying.map((request) => `${request.method()} ${new URL(request.url()).pathname}`),
	);
	expect([...places].filter((place) => !/^POST \/sign-in\//.test(place))).toEqual([
		"POST /v1.0/me/changePassword",
	]);
	expect(carrying.every((request) => request.url().startsWith(tenant))).toBe(true);
}

function anyOf(secrets: string[]): RegExp {
	return new RegExp(secrets.map((s) => s.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"));
}

function filesHolding(folder: string, secrets: string[]): string[] {
	return readdirSync(folder, { recursive: true, encoding: "utf8", withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.filter((file) => anyOf(secrets).test(readFileSync(file, "latin1")));
}
