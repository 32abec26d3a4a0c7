import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { expectAccessible } from "#components/test-support/accessible.ts";
import { show } from "#components/test-support/show.tsx";
import { LOCALES } from "#lib/text/locales.ts";
import { EndingNotice } from "./ending-notice.tsx";

const NOW = new Date("2026-11-29T09:00:00Z");
const ENDINGS = [
	{ kind: "certificate", at: new Date("2026-12-08T09:00:00Z") },
	{ kind: "reading-account", at: new Date("2026-11-28T09:00:00Z") },
] as const;

test("shows what expires and when, what has expired, and the consequences", async () => {
	await show(<EndingNotice endings={ENDINGS} now={NOW} />);
	await expect.element(page.getByText(/certificate expires on 8 Dec 2026/)).toBeVisible();
	await expect.element(page.getByText(/reading account expired on 28 Nov 2026/)).toBeVisible();
	await expect.element(page.getByText(/Tell the people who run the portal/)).toBeVisible();
	await expectAccessible();
});

test("is hidden while nothing expires soon", async () => {
	await show(<EndingNotice endings={[]} now={NOW} />);
	expect(page.getByText(/expire/).elements()).toEqual([]);
});

test.each(LOCALES)("all texts exist in %s", async (locale) => {
	await show(<EndingNotice endings={ENDINGS} now={NOW} />, { locale });
	await expect.element(page.getByText(/2026/).first()).toBeVisible();
	await expectAccessible();
});
