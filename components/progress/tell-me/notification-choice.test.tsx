import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { expectAccessible } from "#components/test-support/accessible.ts";
import { show } from "#components/test-support/show.tsx";
import { LOCALES } from "#lib/text/locales.ts";
import { NotificationChoice } from "./notification-choice.tsx";

const ask = page.getByRole("button", { name: "Tell me when it works" });
const stop = page.getByRole("button", { name: "Do not notify me" });

/** A browser whose user answers like this when the page requests notifications. */
function notifications(answer: NotificationPermission, permission: NotificationPermission) {
	const requestPermission = vi.fn(async () => {
		played.permission = answer;
		return answer;
	});
	const played = { permission, requestPermission };
	vi.stubGlobal("Notification", played);
	return requestPermission;
}

beforeEach(() => {
	window.dispatchEvent(new StorageEvent("storage", { key: "keyturn.tell" }));
});
afterEach(() => vi.unstubAllGlobals());

test("is requested only by a press, by keyboard as well", async () => {
	const asked = notifications("granted", "default");
	await show(<NotificationChoice />);
	await expect.element(page.getByText(/Your browser asks first/)).toBeVisible();
	expect(asked).not.toHaveBeenCalled();
	await userEvent.tab();
	await expect.element(ask).toHaveFocus();
	await userEvent.keyboard("{Enter}");
	await expect.element(stop).toHaveFocus();
	expect(asked).toHaveBeenCalledOnce();
	await expectAccessible();
	await userEvent.keyboard("{Enter}");
	await expect.element(ask).toHaveFocus();
	expect(asked).toHaveBeenCalledOnce();
});

test("that is denied says where to allow it, and keeps the focus", async () => {
	notifications("denied", "default");
	await show(<NotificationChoice />);
	await ask.click();
	const words = page.getByText(/blocks notifications/);
	await expect.element(words).toHaveFocus();
	await expect.element(ask).not.toBeInTheDocument();
	await expectAccessible();
});

test("that the browser does not support is not offered", async () => {
	const { Notification: had } = window;
	Reflect.deleteProperty(window, "Notification");
	try {
		const { container } = await show(<NotificationChoice />);
		expect(container.textContent).toBe("");
	} finally {
		window.Notification = had;
	}
});

test.each(LOCALES)("is accessible: %s", async (locale) => {
	notifications("granted", "default");
	await show(<NotificationChoice />, { locale });
	await expectAccessible();
});
