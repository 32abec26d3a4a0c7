import { expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { expectAccessible } from "#components/test-support/accessible.ts";
import { show } from "#components/test-support/show.tsx";
import { OtherDevice } from "./other-device.tsx";

const code = () => page.getByRole("img", { name: "QR code" });

/** A touch device with a narrow screen and its own share sheet. */
function onPhone() {
	const share = vi.fn(async (_: ShareData) => undefined);
	vi.spyOn(window, "matchMedia").mockReturnValue({ matches: true } as MediaQueryList);
	Object.defineProperty(navigator, "share", { value: share, configurable: true });
	return share;
}

const open = () => page.getByText("Continue on another device").click();

test("a desktop shows the code to scan on request, and no share button", async () => {
	await show(<OtherDevice ticket="abc" />);
	await expect.element(code()).not.toBeInTheDocument();
	await open();
	await expect.element(code()).toBeVisible();
	await expect.element(page.getByRole("button", { name: "Share" })).not.toBeInTheDocument();
	await expectAccessible();
});

test("a phone shares the address, and shows the code only on request", async () => {
	const share = onPhone();
	await show(<OtherDevice ticket="abc" />);
	await expect.element(code()).not.toBeInTheDocument();
	await page.getByRole("button", { name: "Share" }).click();
	const url = `${window.location.origin}/status/abc`;
	expect(share).toHaveBeenCalledWith({ title: "Status of a password change", url });
	await open();
	await expect.element(code()).toBeVisible();
	await expectAccessible();
});

test("a phone without a share sheet has the address to copy", async () => {
	onPhone().mockRejectedValue(new DOMException("No", "AbortError"));
	await show(<OtherDevice ticket="abc" />);
	await page.getByRole("button", { name: "Share" }).click();
	await open();
	await expect.element(page.getByRole("button", { name: "Copy: Address" })).toBeVisible();
});
