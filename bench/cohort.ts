import type { Browser, Page } from "playwright";
import { signInAt } from "../e2e/support/helpdesk.ts";
import type { Stack } from "../e2e/support/stack.ts";
import { heading } from "../e2e/support/test.ts";
import { SAMPLE_GROUPS } from "../practice/tenant/directory/sample-groups.ts";
import { type LookUpTimes, lookUpInSamba, lookUpInSimulated } from "./cohort/look-up.ts";
import { covered, recordRequests } from "./request-times.ts";
import { ms, printTable, quantile } from "./table.ts";

const PEOPLE = 20_000;

/** A group of 20,000: the time until its board is complete, scrolling, and the speed of look-ups. */
export async function benchCohort(stack: Stack, browser: Browser): Promise<void> {
	const context = await browser.newContext({ baseURL: stack.portal, locale: "en-GB" });
	const page = await context.newPage();
	const agent = await stack.controls.person("helpdesk");
	await signInAt(page, "/helpdesk/groups", agent);
	const read = await timeBoard(stack, page);
	const frames = await measureScroll(page);
	const heap = await heapOf(page);
	await context.close();
	const simulated = await lookUpInSimulated(PEOPLE);
	console.log(`Creating ${PEOPLE} accounts in a real domain (Samba) …`);
	const samba = await lookUpInSamba(PEOPLE);
	printTable(`A group of ${PEOPLE} people`, [
		["", "measured", "aim"],
		["from the click to the complete board", ms(read.whole), ""],
		["  of which Graph's own time", ms(read.graph), ""],
		["  beyond Graph's own time", ms(read.whole - read.graph), "3000 ms"],
		["look-up through the portal, as seen by the browser", perSecond(read.lookUp), ""],
		...lookUpRows("the simulated domain", simulated),
		...(samba.ok ? lookUpRows("two real controllers (Samba)", samba) : []),
		[
			`blocking of a scroll frame, p95 of ${frames.length}`,
			tenths(quantile(frames, 0.95)),
			"16 ms",
		],
		["blocking of a scroll frame, median", tenths(quantile(frames, 0.5)), ""],
		["memory of the tab's scripts", `${(heap / 1024 ** 2).toFixed(1)} MB`, ""],
	]);
	if (!samba.ok) console.log(`Skipped: the look-up in a real domain. ${samba.reason}`);
}

function lookUpRows(where: string, { inFull, again }: LookUpTimes): string[][] {
	return [
		[`look-up in ${where}, in full`, perSecond(inFull), ""],
		[`look-up in ${where}, repeated`, perSecond(again), ""],
	];
}

const perSecond = (took: number) => `${Math.round(PEOPLE / (took / 1_000))} accounts/s`;
const tenths = (value: number) => `${value.toFixed(1)} ms`;

async function timeBoard(stack: Stack, page: Page) {
	await page.getByLabel("Name of the group").pressSequentially("All employees");
	await page.keyboard.press("Enter");
	const link = page.getByRole("link", { name: "All employees" });
	await link.waitFor();
	const graph = recordRequests(page, stack.tenant);
	const lookUps = recordRequests(page, "/lookups/");
	const clickedAt = Date.now();
	await link.click();
	await heading(page, "All employees").waitFor();
	await page.getByText("Updates automatically").waitFor({ timeout: 120_000 });
	const shownAt = Date.now();
	await page.waitForURL(new RegExp(SAMPLE_GROUPS.large));
	return {
		whole: shownAt - clickedAt,
		graph: covered(graph),
		lookUp: Math.max(...lookUps.map(([, end]) => end)) - Math.min(...lookUps.map(([at]) => at)),
	};
}

/** The script memory of the page after garbage collection. */
async function heapOf(page: Page): Promise<number> {
	const session = await page.context().newCDPSession(page);
	await session.send("HeapProfiler.collectGarbage");
	await session.send("Performance.enable");
	const { metrics } = await session.send("Performance.getMetrics");
	return metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? Number.NaN;
}

const FRAMES = 300;
/** About five rows, like a fast mouse wheel. */
const STEP_PX = 420;

/**
 * Scrolls the table frame by frame. @returns for how many milliseconds each frame blocked the page: from the
 * frame's start, before scroll handlers run, until after its layout
 */
function measureScroll(page: Page): Promise<number[]> {
	const box = page.locator("div", { has: page.getByRole("grid") }).last();
	return box.evaluate(
		(scrolled, { frames, step }) =>
			new Promise<number[]>((resolve) => {
				const blocked: number[] = [];
				const { port1, port2 } = new MessageChannel();
				let startedAt = 0;
				const frame = (at: number) => {
					startedAt = at;
					port2.postMessage(undefined);
				};
				port1.onmessage = () => {
					blocked.push(performance.now() - startedAt);
					if (blocked.length >= frames) return resolve(blocked);
					scrolled.scrollTop += step;
					requestAnimationFrame(frame);
				};
				requestAnimationFrame(frame);
			}),
		{ frames: FRAMES, step: STEP_PX },
	);
}
