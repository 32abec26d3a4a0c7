import { backdateChange, seedWaits } from "../../e2e/support/seed-waits.ts";
import type { Camera } from "./camera.ts";
import { change } from "./change.ts";

/** Waits until the page's title shows a state. */
const state = ({ page, words }: Camera, name: keyof Camera["words"]["states"]) =>
	page.waitForFunction((word) => document.title.startsWith(`${word} `), words.states[name]);

/** From the change to "works", with every state on the way. */
export async function shootProgress(camera: Camera): Promise<void> {
	const { page, stack, words } = camera;
	const person = await stack.controls.person("in-domain");
	await change(camera, person);
	await state(camera, "waiting");
	await camera.shoot("progress-waiting");
	const ticket = await openAll(camera);
	await camera.shoot("progress-waiting-open");
	for (const [name, path] of [
		["start-under-way", "/"],
		["profile-under-way", "/profile"],
		["form-under-way", "/change-password"],
	] as const) {
		await page.goto(path);
		await page.getByRole("main").locator("a[href='/progress']").first().waitFor();
		// The profile leaves first, to renew the sign-in that the change has ended.
		if (path === "/profile") {
			await page.getByText(words.profile.signedOutByChange).waitFor();
		}
		await camera.shoot(name);
	}
	await page.goto(`/status/${ticket}`);
	await state(camera, "waiting");
	await camera.shoot("status-waiting");
	await page.goto("/progress");
	await stack.controls.deliver(person.id, "dc1");
	await state(camera, "arriving");
	await camera.shoot("progress-arriving");
	await stack.controls.deliver(person.id, "dc2");
	await state(camera, "usable");
	await camera.shoot("progress-works");
	await openAll(camera);
	await camera.shoot("progress-works-details");
	await page.goto(`/status/${ticket}`);
	await state(camera, "usable");
	await camera.shoot("status-works");
	await breakPage(camera);
}

/** Opens everything that is collapsed. @returns the ticket of the status */
async function openAll({ page, words: { progress } }: Camera): Promise<string> {
	await page.getByText(progress.otherDevice).click();
	await page.getByText(progress.technicalDetails).click();
	const address = await page.getByText(/^http:\/\/localhost:\d+\/status\//).textContent();
	return address?.split("/").at(-1) ?? "";
}

/** Makes the next page crash by removing a global that it needs. */
async function breakPage(camera: Camera): Promise<void> {
	const { page, words } = camera;
	await page.goto("/");
	const link = page.getByRole("main").locator("a[href='/progress']");
	await link.evaluate((a: HTMLElement) => {
		Reflect.deleteProperty(Intl, "DateTimeFormat");
		a.click();
	});
	await page.getByRole("heading", { name: words.site.crash.heading }).waitFor();
	await camera.shoot("crash");
}

const EVENTS = [
	["lock", "blocked"],
	["disable", "blocked"],
	["requireChange", "blocked"],
	["expirePassword", "blocked"],
	["clearKeys", "blocked"],
	["removeAccount", undefined],
] as const;

/** Everything that can block an account, with a new person for each. */
export async function shootObstacles(camera: Camera): Promise<void> {
	const { stack } = camera;
	for (const [event, shown] of EVENTS) {
		const person = await stack.controls.person("in-domain");
		await camera.forget();
		await change(camera, person);
		await state(camera, "waiting");
		if (event !== "removeAccount") {
			for (const at of ["dc1", "dc2"] as const) await stack.controls.deliver(person.id, at);
			await state(camera, "usable");
		}
		for (const at of ["dc1", "dc2"] as const) await stack.controls.event(person.id, at, event);
		if (shown) await state(camera, shown);
		await camera.shoot(`progress-${event}`);
	}
	await shootSilence(camera);
}

async function shootSilence(camera: Camera): Promise<void> {
	const { stack } = camera;
	await camera.forget();
	await change(camera, await stack.controls.person("in-domain"));
	await state(camera, "waiting");
	for (const at of ["dc1", "dc2"] as const) await stack.controls.controller(at, "stop");
	await state(camera, "unconfirmed");
	await camera.shoot("progress-unseen");
	for (const at of ["dc1", "dc2"] as const) await stack.controls.controller(at, "resume");
}

/** A portal with a history of waits, a late change, and a portal that is down. */
export async function shootWithAPast(camera: Camera): Promise<void> {
	const { stack, page, words } = camera;
	await stack.killPortal();
	const waits = Array.from({ length: 220 }, (_, n) => ({ minutes: 4 + (n % 60) / 8 }));
	seedWaits(stack.dataDir, waits);
	await stack.startPortalAgain();
	await camera.forget();
	await change(camera, await stack.controls.person("in-domain"));
	await state(camera, "waiting");
	await camera.shoot("progress-forecast");
	await backdateChange(stack, await openAll(camera), 90);
	await page.reload();
	await state(camera, "late");
	await camera.shoot("progress-late");
	await page.evaluate(() => navigator.serviceWorker.ready);
	await page.waitForFunction(() => caches.match("/offline").then(Boolean));
	await stack.killPortal();
	await page.getByRole("alert").filter({ hasText: words.progress.connectionLost }).waitFor();
	await camera.shoot("progress-connection-lost");
	await page.reload();
	await page.getByRole("heading", { name: words.offline.heading }).waitFor();
	await camera.shoot("offline");
	await stack.startPortalAgain();
}
