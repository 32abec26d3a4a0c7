import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { show } from "#components/test-support/show.tsx";
import { OtherDevice } from "./other-device.tsx";

test("the code for another device moves nothing that stands below it", async () => {
	await page.viewport(320, 800);
	const { container } = await show(<OtherDevice ticket={"t".repeat(32)} />);
	const button = page.getByRole("button").element();
	const before = button.getBoundingClientRect().top;
	// It comes late; once it is loaded it would be there at once.
	expect(container.querySelector("svg[role=img]")).toBe(null);
	await expect.element(page.getByRole("img")).toBeVisible();
	expect(button.getBoundingClientRect().top).toBe(before);
});
