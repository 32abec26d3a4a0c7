import { brotliCompressSync, gzipSync } from "node:zlib";
import type { Browser, Page, Response } from "playwright";
import type { Stack } from "../e2e/support/stack.ts";
import { existingField, openForm } from "../e2e/support/test.ts";
import { kb, printTable } from "./table.ts";

/** The gzipped JS and CSS of peers' change forms, measured in the same way (1280 px, cache off). */
const PEERS: [name: string, gzip: number][] = [
	["GopherPass", 17],
	["LTB Self Service Password", 107],
	["Zitadel login", 254],
	["PassCore", 532],
	["Authelia", 619],
	["Ory Elements", 1_076],
];

/** The JS and CSS of a page: the first page before sign-in code, the form before anything is typed. */
export async function benchWeight(stack: Stack, browser: Browser): Promise<void> {
	const person = await stack.controls.person("in-domain");
	const start = await filesOf(stack, browser, {
		load: async (page) => {
			await page.goto("/", { waitUntil: "networkidle" });
		},
	});
	const form = await filesOf(stack, browser, {
		before: (page) => openForm(page, person),
		load: async (page) => {
			await page.reload();
			await existingField(page).waitFor();
		},
	});
	printTable("Weight of JS + CSS (aim: at most 130 KB brotli before sign-in code)", [
		["", "files", "raw", "gzip -9", "brotli 11"],
		weightRow("first page, before sign-in code", start.filter(isNotSignIn)),
		weightRow("first page, sign-in code after the first paint", start.filter(isSignIn)),
		weightRow("change form before typing, without sign-in code", form.filter(isNotSignIn)),
		weightRow("change form before typing, total", form),
		...PEERS.map(([name, gzip]) => [`peer: ${name}`, "", "", `${gzip} KB`, ""]),
	]);
}

/** The total weight of files, each compressed separately as a server sends it. */
function weightRow(name: string, files: readonly File[]): (string | number)[] {
	const sum = (of: (body: Buffer) => number) =>
		kb(files.reduce((total, { body }) => total + of(body), 0));
	return [
		name,
		files.length,
		sum((body) => body.length),
		sum((body) => gzipSync(body, { level: 9 }).length),
		sum((body) => brotliCompressSync(body).length),
	];
}

type File = { url: string; body: Buffer };

/** MSAL has chunks of its own, recognisable by its name in them. */
const isSignIn = ({ body }: File) =>
	body.includes("msal.js.browser") || body.includes("acquireTokenSilent");
const isNotSignIn = (file: File) => !isSignIn(file);

type Visit = { before?: (page: Page) => Promise<void>; load: (page: Page) => Promise<void> };

/** The scripts and style sheets of a page load with an empty cache. */
async function filesOf(stack: Stack, browser: Browser, { before, load }: Visit): Promise<File[]> {
	const context = await browser.newContext({ baseURL: stack.portal });
	const page = await context.newPage();
	await before?.(page);
	const session = await context.newCDPSession(page);
	await session.send("Network.enable");
	await session.send("Network.setCacheDisabled", { cacheDisabled: true });
	const responses: Response[] = [];
	page.on("response", (response) => responses.push(response));
	await load(page);
	const wanted = responses.filter((r) =>
		["script", "stylesheet"].includes(r.request().resourceType()),
	);
	const files = await Promise.all(
		wanted.map(async (r) => ({ url: r.url(), body: await r.body() })),
	);
	await context.close();
	return files;
}
