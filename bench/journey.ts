import type { Browser } from "playwright";
import type { Stack } from "../e2e/support/stack.ts";
import {
	changePassword,
	existingField,
	heading,
	NEW_PASSWORD,
	newField,
	openForm,
	submitButton,
} from "../e2e/support/test.ts";
import { covered, recordRequests } from "./request-times.ts";
import { ms, printTable, quantile } from "./table.ts";

const ROUNDS = 10;

/** From the click on "Change password" to Progress, and from the last keys landing to "works" on the screen. */
export async function benchJourney(stack: Stack, browser: Browser): Promise<void> {
	const own: number[] = [];
	const whole: number[] = [];
	const shown: number[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		const submitted = await timeSubmit(stack, browser);
		own.push(submitted.whole - submitted.tenant);
		whole.push(submitted.whole);
		shown.push(await timeUsable(stack, browser));
	}
	printTable(`Times over ${ROUNDS} rounds`, [
		["", "median", "slowest", "aim"],
		["click to Progress, without the tenant's own time", ...middle(own), "300 ms"],
		["click to Progress, total", ...middle(whole), ""],
		["last keys landing to “works” on the screen", ...middle(shown), "2000 ms"],
	]);
}

const middle = (values: number[]) => [ms(quantile(values, 0.5)), ms(Math.max(...values))];

async function timeSubmit(stack: Stack, browser: Browser) {
	const context = await browser.newContext({ baseURL: stack.portal });
	const page = await context.newPage();
	const person = await stack.controls.person("in-domain");
	await openForm(page, person);
	const tenantCalls = recordRequests(page, stack.tenant);
	await existingField(page).pressSequentially(person.password);
	await newField(page).pressSequentially(NEW_PASSWORD);
	const clickedAt = Date.now();
	await submitButton(page).click();
	await heading(page, "Your new password is on its way").waitFor();
	const shownAt = Date.now();
	await context.close();
	const during = tenantCalls.filter(([start]) => start >= clickedAt - 5 && start <= shownAt);
	return { whole: shownAt - clickedAt, tenant: covered(during) };
}

async function timeUsable(stack: Stack, browser: Browser): Promise<number> {
	const context = await browser.newContext({ baseURL: stack.portal });
	const page = await context.newPage();
	const person = await stack.controls.person("in-domain");
	await changePassword(page, person);
	await stack.controls.deliver(person.id, "dc1");
	await heading(page, /arrived on 1 of 2/).waitFor();
	const landedAt = Date.now();
	await stack.controls.deliver(person.id, "dc2");
	await heading(page, "Your new password works").waitFor();
	const shownAt = Date.now();
	await context.close();
	return shownAt - landedAt;
}
