import type { Browser, Page, Response } from "playwright";
import type { Stack } from "../e2e/support/stack.ts";
import { existingField, newField, openForm } from "../e2e/support/test.ts";
import { followRequests } from "./settled.ts";
import { printTable, quantile } from "./table.ts";
import { weigh, weightRow } from "./weigh.ts";

/** What the classic library adds to PassCore and Authelia, measured in the same way. */
const ZXCVBN_4_GZIP_KB = 390;

/** 30 characters each: words, leetspeak, keyboard patterns, and random characters. */
const PASSWORDS = [
	"Granite-puffin-velvet-orbit-71",
	"Tr0ub4dor&3P@ssw0rdC0nt0s0-99!",
	"@@11$$00@@11$$00!!aA@@11$$0011",
	"qwertyuiopasdfghjklzxcvbnm1234",
	"xK9#mLq2!vR7-tZp4&wB8_nC3+yD6=",
];

const AIM = "40 ms";

/** What the help with a new password downloads once somebody types, and how long each key takes. */
export async function benchPassword(stack: Stack, browser: Browser): Promise<void> {
	const context = await browser.newContext({ baseURL: stack.portal });
	const page = await context.newPage();
	await openForm(page, await stack.controls.person("in-domain"));
	const settled = followRequests(page);
	await page.reload();
	// The code that sends the form loads with the first key in any field, and is not part of this.
	await existingField(page).press("x");
	await settled();

	const typing = await helpOf(page, async () => {
		const worker = page.waitForEvent("worker");
		await newField(page).pressSequentially("Granite-Puffin");
		await page.getByText("hard to guess").first().waitFor();
		return (await worker).url();
	});
	const offering = await helpOf(page, async () => {
		await page.getByRole("button", { name: "Suggest a passphrase" }).click();
		await page.getByRole("region", { name: "A passphrase for you" }).waitFor();
		return "";
	});
	printTable("Help with a new password: download (nothing of it before the first key)", [
		["", "files", "raw", "gzip -9", "brotli 11"],
		weightRow("at the first key: strength, hints, common passwords", weigh(typing.files)),
		weightRow("at the click: words of passphrases", weigh(offering.files)),
		["peer: zxcvbn 4.4.2 on its own", "", "", `${ZXCVBN_4_GZIP_KB} KB`, ""],
	]);

	const judged = await timeJudging(browser, typing.result);
	const waited = await timeTyping(page);
	printTable(`Help with a new password: ${judged.length} keys, passwords of 30 characters`, [
		["", "median", "slowest", "aim"],
		["judgement of one key, in the worker", ...middle(judged), AIM],
		["typing: from the key to the end of its handling", ...middle(waited), ""],
	]);
	await context.close();
}

const middle = (values: number[]) =>
	[quantile(values, 0.5), Math.max(...values)].map((value) => `${value.toFixed(1)} ms`);

/** The scripts that an action loads, including a worker's, and the action's result. */
async function helpOf<T>(page: Page, bring: () => Promise<T>) {
	const responses: Response[] = [];
	const note = (response: Response) => {
		if (response.url().endsWith(".js") || response.url().includes(".js#")) responses.push(response);
	};
	page.context().on("response", note);
	const result = await bring();
	page.context().off("response", note);
	const files = await Promise.all(responses.map(async (r) => ({ body: await r.body() })));
	return { result, files };
}

/** Milliseconds from a message to the worker to its answer, for each key of each password. */
async function timeJudging(browser: Browser, workerUrl: string): Promise<number[]> {
	// The pages' policy lets only their own code start a worker.
	const context = await browser.newContext({ bypassCSP: true });
	const page = await context.newPage();
	await page.goto(new URL("/", workerUrl).href);
	const times = await page.evaluate(
		async ({ url, passwords }) => {
			const worker = new Worker(url);
			worker.postMessage({
				own: { names: ["Mateo", "Rivera"], organisation: ["contoso"], userName: ["mateo.rivera"] },
			});
			const judge = async (password: string) => {
				const startedAt = performance.now();
				const answered = new Promise((resolve) => {
					worker.onmessage = resolve;
				});
				worker.postMessage({ password });
				await answered;
				return performance.now() - startedAt;
			};
			await judge("the first waits for the word lists");
			const times: number[] = [];
			for (const password of passwords) {
				for (let n = 1; n <= password.length; n++) times.push(await judge(password.slice(0, n)));
			}
			worker.terminate();
			return times;
		},
		{ url: workerUrl, passwords: PASSWORDS },
	);
	await context.close();
	return times;
}

/** How long the page is busy with each key (Event Timing), in milliseconds. */
async function timeTyping(page: Page): Promise<number[]> {
	const times = await page.evaluateHandle(() => {
		const times: number[] = [];
		let pressedAt = 0;
		const done = new MessageChannel();
		done.port1.onmessage = () => times.push(performance.now() - pressedAt);
		addEventListener(
			"keydown",
			(event) => {
				pressedAt = event.timeStamp;
			},
			true,
		);
		addEventListener("input", () => done.port2.postMessage(""));
		return times;
	});
	for (const password of PASSWORDS) {
		await newField(page).fill("");
		await newField(page).pressSequentially(password, { delay: 20 });
	}
	return times.jsonValue();
}
