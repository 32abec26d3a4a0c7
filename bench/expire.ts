import type { Browser, Page } from "playwright";
import { signInAt } from "../e2e/support/helpdesk.ts";
import type { Stack } from "../e2e/support/stack.ts";
import { CROWD_SIZE, crowdId } from "../practice/tenant/directory/crowd.ts";
import { type Limit, leastWriteMs } from "../practice/tenant/graph/throttle.ts";
import { optionsIn } from "./options.ts";
import { kb, printTable } from "./table.ts";

/** The identity service's limits of a large tenant (`graph/throttling-limits`). */
const UNITS: Limit = { amount: 8000, seconds: 10 };
const WRITES: Limit = { amount: 3000, seconds: 150 };
/** The speed-up over Microsoft's limits, so that it takes minutes; `--real` uses the limits themselves. */
const HASTE = 10;

const AIM = 1.2;
const HOUR_MS = 60 * 60_000;

/** Expires 20,000 people in the practice tenant at its throttle limit, with and without `Retry-After` (`--once`: only with). */
export async function benchExpire(stack: Stack, browser: Browser, args: string[]): Promise<void> {
	const values = optionsIn(args, { real: { type: "boolean" }, once: { type: "boolean" } });
	const haste = values.real ? 1 : HASTE;
	const rows: string[][] = [];
	for (const saysRetryAfter of values.once ? [true] : [true, false]) {
		const context = await browser.newContext({ baseURL: stack.portal, locale: "en-GB" });
		const page = await context.newPage();
		page.setDefaultTimeout(HOUR_MS);
		rows.push(await timeRun({ stack, page, haste, saysRetryAfter }));
		await context.close();
		if (saysRetryAfter && !values.once) await makeUndone(stack);
	}
	printTable(`Expiring ${CROWD_SIZE} people at ${haste} times Entra's write limit`, [
		[
			"Retry-After",
			"rehearsal",
			"touched",
			"expiring",
			"least possible",
			"ratio",
			"aim",
			"memory of the tab",
		],
		...rows,
	]);
}

type Timed = { stack: Stack; page: Page; haste: number; saysRetryAfter: boolean };

async function timeRun({ stack, page, haste, saysRetryAfter }: Timed): Promise<string[]> {
	const agent = await stack.controls.person("helpdesk-administrator");
	await signInAt(page, "/helpdesk/expire", agent);
	await page.getByLabel("User names").waitFor();
	const people = Array.from({ length: CROWD_SIZE }, (_, n) => ({ id: crowdId(n + 1) }));
	await page.evaluate(
		(members) => sessionStorage.setItem("keyturn.expire", JSON.stringify(members)),
		people,
	);
	await page.reload();
	const faster = ({ amount, seconds }: Limit): Limit => ({ amount, seconds: seconds / haste });
	const writes = faster(WRITES);
	await stack.controls.throttle({
		units: faster(UNITS),
		writes,
		saysRetryAfter,
	});
	const rehearsedAt = Date.now();
	await page.getByRole("button", { name: "Show who would be affected" }).click();
	const field = page.getByLabel(/^Type .* to confirm$/);
	await field.waitFor();
	const rehearsalMs = Date.now() - rehearsedAt;
	const text = (await page.locator("label[for=confirm]").textContent()) ?? "";
	const count = Number(text.replace(/\D/g, ""));
	await field.pressSequentially(String(count));
	const startedAt = Date.now();
	await page.getByRole("button", { name: /^Expire/ }).click();
	await page.getByText("Finished. Each result was checked").waitFor();
	const ms = Date.now() - startedAt;
	const least = leastWriteMs(count, writes);
	const session = await page.context().newCDPSession(page);
	const { usedSize } = await session.send("Runtime.getHeapUsage");
	return [
		saysRetryAfter ? "said" : "not sent",
		seconds(rehearsalMs),
		String(count),
		seconds(ms),
		seconds(least),
		(ms / least).toFixed(3),
		String(AIM),
		kb(usedSize),
	];
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

/** Resets everybody, bypassing Graph and its limits. */
async function makeUndone({ controls }: Stack): Promise<void> {
	for (let number = 1; number <= CROWD_SIZE; number += 1) {
		await controls.changePerson(crowdId(number), { forceChangePasswordNextSignIn: false });
	}
}
