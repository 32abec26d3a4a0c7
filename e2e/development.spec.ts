import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect, test } from "playwright/test";
import { freePort } from "#tools/ports.ts";

test("npm run dev serves the journey from the sources", async ({ browser }) => {
	// Next compiles each page on its first request.
	test.setTimeout(240_000);
	const port = await freePort();
	const child = spawn("node", ["cli/start.ts", "--development", "--port", String(port)], {
		stdio: ["ignore", "pipe", "pipe"],
	});
	let said = "";
	child.stdout.setEncoding("utf8").on("data", (chunk) => {
		said += chunk;
	});
	const complaints = text(child.stderr);
	const hasEnded = once(child, "exit");
	try {
		const ready = expect
			.poll(() => said, { timeout: 120_000 })
			.toContain("Ctrl+C stops everything.");
		await Promise.race([
			ready,
			hasEnded.then(async () => expect(await complaints, said).toBe("It runs.")),
		]);
		const [, userName = "", password = ""] = /^ {2}(\S+@\S+)\n +(\S+) {3}/m.exec(said) ?? [];
		const context = await browser.newContext({ baseURL: `http://localhost:${port}` });
		const page = await context.newPage();
		await page.goto("/");
		await page.getByRole("button", { name: /^Sign in/ }).click();
		await page.getByLabel("User name").pressSequentially(userName);
		await page.getByLabel("Password", { exact: true }).pressSequentially(password);
		await page.getByRole("button", { name: "Sign in" }).click();
		await expect(page.getByRole("link", { name: "Change password" })).toBeVisible({
			timeout: 60_000,
		});
		await page.getByRole("link", { name: "Change password" }).click();
		await expect(page.getByLabel("New password", { exact: true })).toBeVisible({ timeout: 60_000 });
		await context.close();
	} finally {
		child.kill("SIGTERM");
		await hasEnded;
	}
});
