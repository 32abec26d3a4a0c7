import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import {
	type CohortCounts,
	countStates,
	SNAPSHOT_EVERY_MS,
} from "../../lib/core/cohort/cohort-counts.ts";
import { calendarDay } from "../../lib/core/link/calendar-day.ts";
import { SAMPLE_GROUPS } from "../../practice/tenant/directory/sample-groups.ts";
import type { Camera } from "./camera.ts";

const DAY_MS = 24 * 60 * 60_000;

/** As if the board of a group of this size had been open once a day for three weeks, with one more until its deadline. */
function seedHistory(dataDir: string, group: string, size: number): void {
	const file = new DatabaseSync(join(dataDir, "keyturn.db"), { timeout: 10_000 });
	const insert = file.prepare("insert or replace into cohort_snapshots values (?, ?, ?, ?)");
	for (let day = 21; day > 0; day--) {
		const at = Date.now() - day * DAY_MS;
		const slot = at - (at % SNAPSHOT_EVERY_MS);
		insert.run(group, slot, at, JSON.stringify(countsOf(size, (21 - day) / 24)));
	}
	file
		.prepare("insert or replace into deadlines values (?, ?)")
		.run(group, calendarDay(new Date(), 7));
	file.close();
}

function countsOf(size: number, done: number): CohortCounts {
	const usable = Math.round(size * done * done);
	const waiting = Math.round(size * done * (1 - done) * 0.4);
	const blocked = Math.round(size * 0.01);
	const cannot = Math.round(size * 0.03);
	return {
		...countStates([]),
		usable,
		waiting,
		blocked,
		cannot,
		"has-to-change": size - usable - waiting - blocked - cannot,
	};
}

/** The search for groups, and the boards of 5, 500 and 20,000 people. */
export async function shootBoards(camera: Camera): Promise<void> {
	const { page, words, stack } = camera;
	await page.goto("/");
	await page.context().clearCookies();
	await page.evaluate(() => sessionStorage.clear());
	await camera.signIn(await stack.controls.person("helpdesk"), "/helpdesk/groups");
	const name = page.getByLabel(words.cohort.words);
	await name.waitFor();
	await camera.shoot("helpdesk-groups");
	await name.pressSequentially("a");
	await name.press("Enter");
	await page.getByRole("main").locator("a[href^='/helpdesk/groups/']").first().waitFor();
	await camera.shoot("helpdesk-groups-found");
	seedHistory(stack.dataDir, SAMPLE_GROUPS.middle, 500);
	seedHistory(stack.dataDir, SAMPLE_GROUPS.large, 20_000);
	for (const group of ["empty", "nested", "small", "middle", "large"] as const) {
		await page.goto(`/helpdesk/groups/${SAMPLE_GROUPS[group]}`);
		if (group === "empty") await page.getByText(words.cohort.empty).waitFor();
		else await isComplete(camera);
		await camera.shoot(`helpdesk-board-${group}`);
		if (group === "middle") await shootChart(camera);
	}
	await shootDrawer(camera);
}

/** Waits until everybody has been read. */
async function isComplete({ page }: Camera): Promise<void> {
	await page.getByRole("grid").waitFor();
	await page.getByRole("progressbar").waitFor({ state: "detached", timeout: 120_000 });
}

async function shootChart(camera: Camera): Promise<void> {
	const { page, words } = camera;
	const button = page.getByRole("button", { name: words.cohort.burnUpHeading });
	await button.click();
	await page.locator("#burn-up canvas").waitFor();
	await camera.shoot("helpdesk-board-chart");
	await button.click();
	await page.getByRole("button", { name: words.cohort.deadline.change }).click();
	await page.getByRole("dialog").waitFor();
	await camera.shoot("helpdesk-board-deadline");
	await page.keyboard.press("Escape");
}

async function shootDrawer(camera: Camera): Promise<void> {
	const { page } = camera;
	await page.getByRole("grid").getByRole("checkbox").nth(2).click();
	await page.getByRole("grid").getByRole("checkbox").nth(3).click();
	await camera.shoot("helpdesk-board-selected");
	await page.getByRole("toolbar").getByRole("button").nth(1).click();
	await camera.shoot("helpdesk-board-one-state");
	await page.getByRole("grid").getByRole("rowheader").first().getByRole("button").click();
	await page.getByRole("dialog").locator("blockquote").waitFor();
	await camera.shoot("helpdesk-drawer");
}
