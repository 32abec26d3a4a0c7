import { type ChildProcess, spawn } from "node:child_process";
import { expect, test } from "playwright/test";
import { freePort } from "#tools/ports.ts";
import { endProcess } from "#tools/processes.ts";

/** Next compiles each page on first request: seconds on an idle machine, more than a minute on a busy one. */
const COMPILED = { timeout: 180_000 };

let running: ChildProcess | undefined;

// Runs after a timeout, too, which abandons the test.
test.afterEach(async () => {
	if (running) await endProcess(running);
});

test("npm run dev serves the journey from the sources", async ({ browser }) => {
	test.setTimeout(600_000);
	const port = await freePort();
	const child = spawn("node", ["cli/start.ts", "--development", "--port", String(port)], {
		stdio: ["ignore", "pipe", "pipe"],
	});
	running = child;
	let said = "";
	for (const output of [child.stdout, child.stderr]) {
		output.setEncoding("utf8").on("data", (chunk) => {
			said += chunk;
		});
	}
	const hasEnded = () => child.exitCode !== null;
	await expect
		.poll(() => hasEnded() || said.includes("Ctrl+C stops everything."), { timeout: 240_000 })
		.toBe(true);
	expect(hasEnded(), said).toBe(false);
	const [, userName = "", password = ""] = /^ {2}(\S+@\S+)\n +(\S+) {3}/m.exec(said) ?? [];
	const context = await browser.newContext({ baseURL: `http://localhost:${port}` });
	const page = await context.newPage();
	await page.goto("/");
	await page.getByRole("button", { name: /^Sign in/ }).click();
	await page.getByLabel("User name").pressSequentially(userName);
	await page.getByLabel("Password", { exact: true }).pressSequentially(password);
	await page.getByRole("button", { name: "Sign in" }).click();
	const change = page.getByRole("link", { name: "Change password" });
	await expect(change).toBeVisible(COMPILED);
	await change.click();
	await expect(page.getByLabel("New password", { exact: true })).toBeVisible(COMPILED);
	await context.close();
});
