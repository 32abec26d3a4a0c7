import type { TestPerson } from "../../e2e/support/controls.ts";
import type { Camera } from "./camera.ts";

const NEW_PASSWORD = "Granite-Puffin-88";

const existingField = ({ page }: Camera) => page.locator("#existing");
const newField = ({ page }: Camera) => page.locator("#new");
const submitButton = ({ page }: Camera) => page.locator("main form button[type=submit]");

/** From the profile to the form, with everything that it says before it is sent. */
export async function shootProfileAndForm(camera: Camera): Promise<void> {
	const { page, words, stack } = camera;
	const person = await stack.controls.person("not-in-domain");
	await camera.signIn(person);
	const tile = page.getByRole("main").locator("a[href='/change-password']");
	await tile.waitFor();
	await page.getByText(words.profile.absent).waitFor();
	await camera.shoot("profile");
	await page.goto("/");
	await page.getByRole("button", { name: words.start.another }).waitFor();
	await camera.shoot("start-signed-in");
	await page.goto("/progress");
	await page.getByRole("heading", { name: words.progress.noneHeading }).waitFor();
	await camera.shoot("progress-none");
	await page.goto("/change-password");
	await existingField(camera).waitFor();
	await camera.shoot("form");
	await submitButton(camera).click();
	await page.getByRole("alert").filter({ hasText: words.change.summary }).waitFor();
	await camera.shoot("form-errors");
	await typeNew(camera, "Password1");
	await page.getByText(words.passwordHelp.commonHeading).waitFor();
	await camera.shoot("form-common");
	await typeNew(camera, NEW_PASSWORD);
	await page.getByText(words.passwordHelp.levels.strong).waitFor();
	await camera.shoot("form-strong");
	await page.getByRole("button", { name: words.passwordHelp.suggest }).click();
	await page.getByRole("button", { name: words.passwordHelp.use }).waitFor();
	await camera.shoot("form-passphrase");
	await page.getByRole("button", { name: words.passwordHelp.use }).click();
	await page.getByText(words.passwordHelp.used).waitFor();
	await camera.shoot("form-passphrase-used");
	await existingField(camera).pressSequentially("Not-My-Password-1");
	await submitButton(camera).click();
	await page.getByText(words.failures["wrong-existing-password"]).first().waitFor();
	await camera.shoot("form-refused");
}

async function typeNew(camera: Camera, password: string): Promise<void> {
	await newField(camera).press("ControlOrMeta+A");
	await newField(camera).pressSequentially(password);
}

/** Signs in and changes the password. */
export async function change(camera: Camera, person: TestPerson): Promise<void> {
	await camera.signIn(person, "/change-password");
	await sendForm(camera, person);
}

async function sendForm(camera: Camera, person: TestPerson): Promise<void> {
	await existingField(camera).pressSequentially(person.password);
	await newField(camera).pressSequentially(NEW_PASSWORD);
	await submitButton(camera).click();
	await camera.page.waitForURL(/\/progress$/);
}

/** People who cannot use the form. */
export async function shootOtherWays(camera: Camera): Promise<void> {
	const { page, stack } = camera;
	for (const template of ["passwordless", "synchronised", "directory-role"]) {
		const person = await stack.controls.person(template);
		await page.context().clearCookies();
		await page.evaluate(() => sessionStorage.clear()).catch(() => undefined);
		if (template === "passwordless") await signInWithPasskey(camera, person);
		else await camera.signIn(person, "/change-password");
		await page.waitForURL(/change-password$/);
		await page.getByRole("heading", { level: 2 }).first().waitFor();
		await camera.shoot(`way-${template}`);
	}
}

async function signInWithPasskey(camera: Camera, person: TestPerson): Promise<void> {
	const { page, words } = camera;
	await page.goto("/change-password");
	await page.getByRole("main").getByRole("button", { name: words.signIn.button }).click();
	await page.getByLabel("User name").pressSequentially(person.userPrincipalName);
	await page.getByRole("button", { name: "Use a passkey" }).click();
}
