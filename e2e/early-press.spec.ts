import { heldScripts } from "./support/held-scripts.ts";
import { enterCredentials, expect, test } from "./support/test.ts";

test("a press before the page's scripts have loaded takes effect once they have", async ({
	page,
	person,
}) => {
	const scripts = await heldScripts(page);
	await page.goto("/", { waitUntil: "commit" });
	await page.getByRole("button", { name: "Sign in and start" }).click();
	await expect(page).toHaveURL("/");
	scripts.arrive();
	await enterCredentials(page, person);
	await expect(page).toHaveURL(/\/profile$/);
});
