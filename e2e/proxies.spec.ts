import type { Page } from "playwright/test";
import { startProxy } from "./support/proxy.ts";
import { changePassword, expect, heading, shownTicket, test } from "./support/test.ts";

type Proxy = Awaited<ReturnType<typeof startProxy>>;
const lost = (page: Page) => page.getByText("We’ve lost the connection to the portal.");
const onItsWay = "Your new password is on its way";

/** Shows a change's status through a proxy, and counts the alerts that a screen reader would announce. */
async function follow(ticket: string, other: Page, proxy: Proxy) {
	await other.addInitScript(() => {
		const count = () => {
			if (document.querySelector("[role=alert]")) (window as { alerts?: number }).alerts = 1;
		};
		new MutationObserver(count).observe(document, { childList: true, subtree: true });
	});
	await other.goto(`${proxy.url}/status/${ticket}`);
	const hadAlert = () => other.evaluate(() => (window as { alerts?: number }).alerts === 1);
	return hadAlert;
}

const HOLDING = [
	{ kind: "holds" },
	{ kind: "buffers", afterBytes: 0 },
	{ kind: "delays", byMs: 60_000 },
] as const;
for (const manner of HOLDING) {
	test(`a status is correct behind a proxy that ${manner.kind} streams, only slower`, async ({
		page,
		elsewhere,
		stack,
		person,
	}) => {
		const proxy = await startProxy(stack.portal, manner);
		await changePassword(page, person);
		const other = await elsewhere();
		const hadAlert = await follow(await shownTicket(page), other, proxy);
		await expect(heading(other, onItsWay)).toBeVisible();
		await stack.controls.deliver(person.id);
		await expect(heading(other, "Your new password works")).toBeVisible();
		expect(await hadAlert()).toBe(false);
		await proxy.stop();
	});
}

test("repeatedly cut streams are resumed without an alert", async ({
	page,
	elsewhere,
	stack,
	person,
}) => {
	const proxy = await startProxy(stack.portal, { kind: "cuts", afterMs: 1_500 });
	await changePassword(page, person);
	const other = await elsewhere();
	const hadAlert = await follow(await shownTicket(page), other, proxy);
	await expect(heading(other, onItsWay)).toBeVisible();
	await expect.poll(proxy.streams).toBeGreaterThan(3);
	await stack.controls.deliver(person.id);
	await expect(heading(other, "Your new password works")).toBeVisible();
	expect(await hadAlert()).toBe(false);
	// A proxy that is gone counts as a lost connection.
	await proxy.stop();
	await expect(lost(other)).toBeVisible();
});
