import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { expectAccessible } from "#components/test-support/accessible.ts";
import { show } from "#components/test-support/show.tsx";
import { AuditFilterForm } from "./audit/audit-filter-form.tsx";

test("a half-typed day is reported instead of ignored, and can be completed", async () => {
	const onFilter = vi.fn();
	// Wide enough for the form to be open.
	await page.viewport(1280, 800);
	await show(<AuditFilterForm filled={0} onFilter={onFilter} />);
	const from = page.getByLabelText("From");
	await from.click();
	await userEvent.keyboard("1{Enter}");
	await expect.element(page.getByText("Enter the whole date, or leave it empty")).toBeVisible();
	await expect.element(from).toHaveFocus();
	await expect.element(from).toHaveAttribute("aria-invalid", "true");
	expect(onFilter).not.toHaveBeenCalled();
	await expectAccessible();
	await from.click({ position: { x: 16, y: 16 } });
	await userEvent.keyboard("11112026");
	await expect
		.element(page.getByText("Enter the whole date, or leave it empty"))
		.not.toBeInTheDocument();
	await page.getByRole("button", { name: "Filter", exact: true }).click();
	const from11th = { from: new Date(2026, 10, 11).toISOString(), to: "" };
	expect(onFilter).toHaveBeenCalledWith({ action: "", words: "", ...from11th });
});
