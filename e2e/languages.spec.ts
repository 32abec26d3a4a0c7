import { expect, test } from "./support/test.ts";

test("the chosen language is kept on every page", async ({ page, guard }) => {
	guard.allow(/status of 404/);
	await page.goto("/profile");
	await page.getByRole("button", { name: "Language: English" }).click();
	await page.getByRole("button", { name: "Deutsch" }).click();
	await expect(page.locator("html")).toHaveAttribute("lang", "de");
	await page.goto("/");
	await expect(page.locator("html")).toHaveAttribute("lang", "de");
	await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(/Change your password/);
	await page.goto("/does-not-exist");
	await expect(page.locator("html")).toHaveAttribute("lang", "de");
});

test("a visitor loads one catalogue", async ({ page }) => {
	const bodies: Promise<string>[] = [];
	page.on("response", (response) => {
		if (response.request().resourceType() !== "image") {
			bodies.push(response.text().catch(() => ""));
		}
	});
	await page.goto("/change-password");
	await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
	const loaded = async () => (await Promise.all(bodies)).join("\n");
	await expect.poll(loaded).toContain("There is a problem");
	await page.waitForLoadState("networkidle");
	const all = await loaded();
	expect(all).not.toContain("Es gibt ein Problem");
	expect(all).not.toContain("هناك مشكلة");
});
