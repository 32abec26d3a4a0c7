import { expect, heading, signIn, test } from "./support/test.ts";
for (const ms of [0, 10, 30, 60, 100, 150, 250]) {
	test(`after ${ms}`, async ({ page, newPerson }) => {
		test.setTimeout(60_000);
		const person = await newPerson("synchronised");
		await signIn(page, person);
		await page.getByRole("link", { name: "Change password" }).click();
		await expect(page.getByText(/press Ctrl \+ Alt \+ Del/)).toBeVisible();
		await page.getByRole("button", { name: "Start following" }).click();
		await page.waitForTimeout(ms);
		await page.goto("/progress");
		await page.waitForTimeout(4000);
		console.log(ms, (await page.locator("main").innerText()).replaceAll("\n", " | ").slice(0, 600));
		console.log(ms, await page.evaluate(() => JSON.stringify(Object.fromEntries(Object.entries(localStorage).filter(([k]) => k.includes("change"))))));
	});
}
