import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { ME, signedIn } from "#components/test-support/example-person.ts";
import { show } from "#components/test-support/show.tsx";
import { ChangeForm } from "./change-form.tsx";

test.each<[what: string, worker: unknown]>([
	["has no workers", undefined],
	[
		"refuses them",
		class {
			constructor() {
				throw new DOMException("blocked", "SecurityError");
			}
		},
	],
])("a browser that %s gives no advice, and the form goes on", async (_what, worker) => {
	vi.stubGlobal("Worker", worker);
	await show(<ChangeForm me={ME} />, { signIn: signedIn() });
	const next = page.getByLabelText("New password", { exact: true });
	await next.click();
	await userEvent.keyboard("Granite-Puffin-88");
	// What advises has loaded by now.
	await expect.poll(() => document.querySelector("[data-room] [aria-hidden]")).not.toBeNull();
	await expect.element(next).toHaveValue("Granite-Puffin-88");
	await expect.element(page.getByRole("button", { name: "Change password" })).toBeVisible();
	vi.unstubAllGlobals();
});
