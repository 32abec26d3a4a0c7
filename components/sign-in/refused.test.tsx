import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { expectAccessible } from "#components/test-support/accessible.ts";
import { signedIn } from "#components/test-support/example-person.ts";
import { show } from "#components/test-support/show.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import type { FailureCode } from "#lib/core/failure.ts";
import { Refused } from "./refused.tsx";

const again = page.getByRole("button", { name: "Sign in again" });
const another = page.getByRole("button", { name: "Use another account" });

test.each<[code: FailureCode, heading: string, again: "primary" | "secondary" | undefined]>([
	["cancelled", "You were not signed in", "primary"],
	["too-many-sign-ins", "You were not signed in", "secondary"],
	["account-locked", "You were not signed in", undefined],
	["account-disabled", "You were not signed in", undefined],
])(
	"%s: the refusal is the heading, and only what can help is offered",
	async (code, heading, look) => {
		await show(<Refused failure={{ code }} />, { signIn: signedIn() });
		await expect.element(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
		await expect.poll(() => document.title).toBe(`${heading} – Keyturn`);
		await expect.element(another).toBeVisible();
		if (look) await expect.element(again).toHaveClass(buttonClass(look));
		else expect(again.elements()).toEqual([]);
		await expectAccessible();
	},
);
