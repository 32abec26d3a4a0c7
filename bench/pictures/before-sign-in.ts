import type { Camera } from "./camera.ts";

const heading = ({ page }: Camera, name: string) =>
	page.getByRole("heading", { name, exact: true }).first().waitFor();

/** What everybody sees, signed in or not. */
export async function shootPublicPages(camera: Camera): Promise<void> {
	const { page, words } = camera;
	await page.goto("/");
	await camera.shoot("start");
	const plain = [
		["no-password", "/no-password", words.noPassword.heading],
		["steps", "/steps", words.steps.heading],
		["steps-cloud-only", "/steps/cloud-only", words.steps.cloud.heading],
		["steps-synchronised", "/steps/synchronised", words.steps.sync.heading],
		["setup", "/setup", words.setup.heading],
		["missing", "/does-not-exist", words.missing.heading],
		["go-nowhere", "/go/0123456789ab", words.go.nowhereHeading],
		["status-unknown", "/status/unknown", words.progress.notFoundHeading],
	] as const;
	for (const [name, path, title] of plain) {
		await page.goto(path);
		await heading(camera, title);
		await camera.shoot(name);
	}
	await page.goto("/profile");
	await page.getByRole("main").getByRole("button", { name: words.signIn.button }).waitFor();
	await camera.shoot("profile-signed-out");
	const { languages, account } = words.site;
	for (const [name, label, content] of [
		["menu-language", languages, "[aria-current]"],
		["menu-account", account, "input"],
	] as const) {
		await page.getByRole("banner").getByRole("button", { name: label }).click();
		await page.getByRole("banner").locator(content).first().waitFor();
		await camera.shoot(name);
		await page.keyboard.press("Escape");
	}
}

/** Refused sign-ins, and signing out. */
export async function shootSignIn(camera: Camera): Promise<void> {
	const { page, words, stack } = camera;
	const again = page.getByRole("button", { name: words.signIn.another });
	for (const template of ["not-assigned", "disabled"]) {
		await camera.signIn(await stack.controls.person(template));
		await again.first().waitFor();
		await camera.shoot(`sign-in-refused-${template}`);
		await page.context().clearCookies();
		await page.evaluate(() => sessionStorage.clear());
	}
	await camera.signIn(await stack.controls.person("guest"));
	await page.getByRole("heading", { name: words.profile.entraHeading }).waitFor();
	await camera.shoot("profile-guest");
	await page.getByRole("banner").getByRole("button", { name: words.site.account }).click();
	const out = page.getByRole("banner").getByRole("button", { name: words.site.signOut });
	await out.waitFor();
	await camera.shoot("menu-account-signed-in");
	await out.click();
	await page.getByRole("main").getByRole("button", { name: words.start.signIn }).waitFor();
	await camera.shoot("signed-out");
}
