import { expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { show } from "#components/test-support/show.tsx";
import { CopyButton } from "./copy-button.tsx";

test("where a page has no clipboard, copying says so", async () => {
	vi.spyOn(navigator, "clipboard", "get").mockReturnValue(undefined as never);
	await show(<CopyButton value="KT-7Q2M-9XKD" />);
	await page.getByRole("button", { name: "Copy" }).click();
	await expect.element(page.getByText("Not copied")).toBeVisible();
});

test("a button at the end of its line ends where the line does", async () => {
	await show(
		<div className="flex justify-between">
			<p>Reference</p>
			<CopyButton value="KT-7Q3M-2XNA" />
		</div>,
	);
	const button = page.getByRole("button").element();
	const line = button.closest(".justify-between");
	expect(button.getBoundingClientRect().right).toBe(line?.getBoundingClientRect().right);
});
