import type { Browser } from "playwright";
import { makeLink, signInAt } from "../e2e/support/helpdesk.ts";
import type { Stack } from "../e2e/support/stack.ts";
import { changePassword, shownTicket } from "../e2e/support/test.ts";
import { findingsOf, provideLighthouse, type Report, runLighthouse } from "./lighthouse.ts";
import { optionsIn, positive, WrongOption } from "./options.ts";
import { ms, printTable, quantile } from "./table.ts";

type Page = { path: string; name?: string; performance?: number; options?: string[] };

/** All public pages. The second row shows what this machine achieves with text and style alone. */
const PAGES: Page[] = [
	{ path: "/", performance: 95 },
	{
		path: "/",
		name: "/ without its code",
		options: ["--blocked-url-patterns=*/_next/static/chunks/*"],
	},
	{ path: "/steps", performance: 95 },
	{ path: "/steps/cloud-only", performance: 95 },
	{ path: "/steps/synchronised", performance: 95 },
	{ path: "/setup", performance: 95 },
	{ path: "/no-password", performance: 95 },
	{ path: "/change-password", performance: 95 },
	{ path: "/helpdesk", performance: 95 },
	{ path: "/go", performance: 95 },
	{ path: "/status", performance: 90 },
];

/**
 * Lighthouse on every public page, the median of five runs. `--runs 1` is quicker, `--only /status` measures one page.
 */
export async function benchPages(stack: Stack, browser: Browser, args: string[]): Promise<void> {
	const values = optionsIn(args, {
		runs: { type: "string", default: "5" },
		only: { type: "string" },
	});
	const runs = positive("runs", values.runs);
	if (values.only && !PAGES.some(({ path }) => path === values.only))
		throw new WrongOption(
			`--only ${values.only}: is none of ${[...new Set(PAGES.map(({ path }) => path))].join(", ")}.`,
		);
	await provideLighthouse();
	const addresses = await makeAddresses(stack, browser);
	const rows: string[][] = [];
	for (const { path, name = path, performance, options: more } of PAGES) {
		if (values.only && values.only !== path) continue;
		const reports: Report[] = [];
		const address = addresses.get(path) ?? path;
		while (reports.length < runs) reports.push(await runLighthouse(stack.portal + address, more));
		rows.push([name, ...figuresOf(reports), String(performance ?? "")]);
		console.log(rows.at(-1)?.join("  "));
		for (const finding of allFindings(reports)) console.log(`    ${finding}`);
	}
	printTable(`Lighthouse, mobile, simulated, the median of ${runs}`, [
		[
			"",
			"performance",
			"accessibility",
			"best practices",
			"LCP",
			"TBT",
			"CLS",
			"benchmark index",
			"aim of performance",
		],
		...rows,
	]);
	console.log("  Other aims: accessibility and best practices 100, CLS 0, LCP 1200 ms.");
}

function figuresOf(reports: readonly Report[]): string[] {
	const median = (of: (report: Report) => number) => quantile(reports.map(of), 0.5);
	const audit = (id: string) => median(({ audits }) => audits[id]?.numericValue ?? Number.NaN);
	const score = (name: keyof Report["categories"]) =>
		String(Math.round(median(({ categories }) => categories[name].score * 100)));
	return [
		score("performance"),
		score("accessibility"),
		score("best-practices"),
		ms(audit("largest-contentful-paint")),
		ms(audit("total-blocking-time")),
		audit("cumulative-layout-shift").toFixed(3),
		String(Math.round(median(({ environment }) => environment.benchmarkIndex))),
	];
}

/** All findings except slowness, in any of the runs. */
function allFindings(reports: readonly Report[]): Set<string> {
	const categories = ["accessibility", "best-practices"] as const;
	return new Set(
		reports.flatMap((report) => categories.flatMap((name) => findingsOf(report, name))),
	);
}

/** Pages with generated addresses: a link, and the status of a change on its way. */
async function makeAddresses(stack: Stack, browser: Browser): Promise<Map<string, string>> {
	const open = () => browser.newContext({ baseURL: stack.portal, locale: "en-GB" });
	const agents = await open();
	const agent = await agents.newPage();
	await signInAt(agent, "/helpdesk/links/new", await stack.controls.person("helpdesk"));
	const link = await makeLink(agent, { title: "Change your password by Friday" });
	await agents.close();
	const people = await open();
	const page = await people.newPage();
	await changePassword(page, await stack.controls.person("in-domain"));
	const ticket = await shownTicket(page);
	await people.close();
	return new Map([
		["/go", `/go/${link}`],
		["/status", `/status/${ticket}`],
	]);
}
