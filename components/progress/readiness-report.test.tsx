import { describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { expectAccessible } from "#components/test-support/accessible.ts";
import { show } from "#components/test-support/show.tsx";
import { CHANGED_AT, minutesAfter } from "#lib/core/readiness/example-accounts.ts";
import { type Doubt, mayTryOnce, type Obstacle } from "#lib/core/readiness/readiness.ts";
import { controllerView, exampleView, NEW_KEYS, OLD_KEYS } from "#lib/core/watch/example-view.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { LOCALES } from "#lib/text/locales.ts";
import { ReadinessReport } from "./readiness-report.tsx";

const LATER = minutesAfter(30);
const obstacle = (obstacle: Obstacle): Partial<WatchView> => ({ state: "blocked", obstacle });
const doubted = (reason: Doubt): Partial<WatchView> => ({
	state: "unconfirmed",
	doubt: { reason, mayTryOnce: mayTryOnce(reason), since: LATER, wrongTries: undefined },
});

/** Each headline of `status-message.ts` with its instruction; `status-message.test.ts` covers when each applies. */
const ROWS: [shown: Partial<WatchView>, headline: RegExp, instruction: RegExp][] = [
	[
		{ state: "open", isUnanswered: true },
		/do not know yet whether/,
		/Do not send the change again/,
	],
	[{ state: "open" }, /have not seen a new password yet/, /Do not use it on work computers yet/],
	[{}, /is on its way/, /Do not use it on work computers yet/],
	[{ hasOldPassword: true }, /is on its way/, /Use your old password/],
	[
		{
			state: "arriving",
			controllers: [controllerView("dc1", NEW_KEYS), controllerView("dc2", OLD_KEYS)],
		},
		/arrived on 1 of 2 sign-in servers/,
		/Do not use it/,
	],
	[{ state: "arriving" }, /is arriving/, /Do not use it/],
	[{ state: "late" }, /taking longer than usual/, /Tell the helpdesk.*KT-0000-0000/],
	[{ state: "usable", usableAt: LATER }, /password works$/, /Sign in with it/],
	[{ state: "unconfirmed" }, /cannot see the sign-in servers/, /Do not use it/],
	[doubted("no-baseline"), /probably works/, /Try it once/],
	[doubted("recreated"), /cannot tell whether/, /Tell the helpdesk/],
	[doubted("kerberos-silent"), /we are checking it/, /Do not use it/],
	[doubted("no-domain"), /cannot see when/, /Wait an hour/],
	[doubted("moved-on"), /password was set again/, /If you did not set a newer one/],
	[obstacle({ kind: "disabled" }), /is disabled/, /Tell the helpdesk/],
	[obstacle({ kind: "account-expired" }), /account has expired/, /Tell the helpdesk/],
	[
		obstacle({ kind: "locked", until: LATER, isUntilUnlocked: false }),
		/is locked/,
		/Do not try again before/,
	],
	[
		obstacle({ kind: "locked", until: undefined, isUntilUnlocked: true }),
		/is locked/,
		/Ask the helpdesk to unlock it/,
	],
	[
		obstacle({ kind: "must-change" }),
		/need to change your password again/,
		/Change your password again/,
	],
	[obstacle({ kind: "password-expired" }), /has expired on/, /Change your password again/],
	[obstacle({ kind: "smart-card-required" }), /needs a smart card/, /Tell the helpdesk/],
	[obstacle({ kind: "no-logon-hours" }), /cannot sign in at this hour/, /Tell the helpdesk/],
	[obstacle({ kind: "one-kind", present: "ntlm" }), /Only part/, /Change your password again/],
	[obstacle({ kind: "domain-rebuilt", at: LATER }), /set up again/, /Change your password again/],
	[obstacle({ kind: "not-in-scope" }), /not set up for work computers/, /Tell the helpdesk/],
];

const report = (shown: Partial<WatchView>) => (
	<ReadinessReport ticket="ticket" view={exampleView(shown)} checkedAt={CHANGED_AT} isConnected />
);

test("what may have arrived is not said to be taking longer than usual", async () => {
	const sentAt = new Date(CHANGED_AT.getTime() + 90 * 60_000);
	const longer = page.getByText(/^It is taking longer than usual/);
	const { unmount } = await show(report({ sentAt }));
	await expect.element(longer).toBeVisible();
	await unmount();
	for (const reason of ["earlier-change", "recreated", "kerberos-silent"] as const) {
		const shown = await show(report({ ...doubted(reason), sentAt }));
		await expect.element(page.getByRole("heading", { level: 1 })).toBeVisible();
		expect(longer.elements()).toEqual([]);
		await shown.unmount();
	}
});

test.each([
	[320, 640, true],
	[640, 320, false],
	[1280, 800, false],
])(
	"on %i by %i the way to help covers nothing that cannot be scrolled away",
	async (width, height, isShown) => {
		await page.viewport(width, height);
		const { container } = await show(report({}));
		const bar = page.getByRole("button", { name: "Help", exact: true });
		if (!isShown) return expect(bar.elements()).toEqual([]);
		const box = () => bar.element().getBoundingClientRect();
		expect([box().left, box().right, box().bottom]).toEqual([0, width, height]);
		window.scrollTo(0, document.documentElement.scrollHeight);
		const last = container.querySelector("details:last-of-type")?.getBoundingClientRect();
		expect(last?.bottom).toBeLessThan(box().top);
		await bar.click();
		await expect.element(page.getByRole("region", { name: "For the helpdesk" })).toHaveFocus();
	},
);

describe("progress", () => {
	test.each(ROWS)(
		"shows one headline and one instruction: %#",
		async (shown, headline, instruction) => {
			await show(report(shown));
			await expect.element(page.getByRole("heading", { level: 1, name: headline })).toBeVisible();
			expect(page.getByRole("heading", { level: 1 }).elements()).toHaveLength(1);
			await expect.element(page.getByText(instruction).first()).toBeVisible();
			await expectAccessible();
		},
	);

	test.each(LOCALES)("is accessible in %s", async (locale) => {
		await show(report(obstacle({ kind: "domain-rebuilt", at: LATER })), { locale });
		await expectAccessible();
	});

	test("counts sign-in servers only if the number is known, and names the stop", async () => {
		const { unmount } = await show(report({}));
		await expect.element(page.getByText("0 of 2")).toBeVisible();
		const current = page.getByRole("listitem").filter({ hasText: "0 of 2" });
		await expect.element(current).toHaveAttribute("aria-current", "step");
		await unmount();
		await show(report({ state: "unconfirmed" }));
		await expect.element(page.getByText("Sign-in servers", { exact: true })).toBeVisible();
		expect(page.getByText("0 of 2").elements()).toEqual([]);
	});

	test("offers another change if only that helps, and no notification that would never come", async () => {
		await show(report(obstacle({ kind: "domain-rebuilt", at: LATER })));
		const again = page.getByRole("link", { name: "Change password" });
		await expect.element(again).toHaveAttribute("href", "/change-password");
		expect(page.getByRole("button", { name: "Tell me when it works" }).elements()).toEqual([]);
		await show(report({ state: "arriving" }));
		await expect.element(page.getByRole("heading", { name: /is arriving/ })).toBeVisible();
	});

	test("shows the reference for the helpdesk, and its details by keyboard", async () => {
		await show(report({ state: "late" }));
		const details = page.getByText("Technical details");
		(details.element() as HTMLElement).focus();
		await userEvent.keyboard("{Enter}");
		await expect.element(page.getByRole("button", { name: /^Copy all/ })).toBeVisible();
		await expectAccessible();
	});
});
