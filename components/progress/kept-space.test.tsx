import { expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { EXAMPLE_VIEWS } from "#components/design/example-views.ts";
import { signedIn } from "#components/test-support/example-person.ts";
import { answer } from "#components/test-support/network.ts";
import { show } from "#components/test-support/show.tsx";
import { CHANGED_AT } from "#lib/core/readiness/example-accounts.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { LOCALES } from "#lib/text/locales.ts";
import { MailTo } from "./mail-to.tsx";
import { OtherDevice } from "./other-device.tsx";
import { ReadinessReport } from "./readiness-report.tsx";
import { TellMe } from "./tell-me/tell-me.tsx";

const qrCode = vi.hoisted(() => Promise.withResolvers<void>());
vi.mock("#components/ui/qr-code.tsx", async (load) => {
	await qrCode.promise;
	return await load();
});

test("the QR code for another device moves nothing below it", async () => {
	await page.viewport(320, 800);
	const { container } = await show(<OtherDevice ticket={"t".repeat(32)} />);
	container.querySelector("summary")?.click();
	while (!container.querySelector("button")) await new Promise(requestAnimationFrame);
	const button = page.getByRole("button").element();
	const before = button.getBoundingClientRect().top;
	expect(container.querySelector("svg[role=img]")).toBe(null);
	qrCode.resolve();
	await expect.element(page.getByRole("img")).toBeVisible();
	expect(button.getBoundingClientRect().top).toBe(before);
});

const WIDTHS = [320, 640, 1280];
const WAITING = EXAMPLE_VIEWS.waiting as WatchView;
/** Addresses of one line, of two, and too long. */
const ADDRESSES = [
	"jo@contoso.com",
	"maria.fernandez-weissenberger@contoso.onmicrosoft.com",
	`${"maria-".repeat(10)}fernandez@${"department.".repeat(8)}contoso.onmicrosoft.com`,
];

test.each(LOCALES.flatMap((locale) => WIDTHS.map((width) => ({ locale, width }))))(
	"the recipient of the mail moves nothing below it: $locale, $width px",
	async ({ locale, width }) => {
		await page.viewport(width, 800);
		for (const mailTo of ADDRESSES) {
			const late = Promise.withResolvers<Response>();
			answer("GET /api/watches", () => late.promise);
			const { unmount } = await show(
				<TellMe ticket="ticket" view={WAITING} mailTo={<MailTo />}>
					<button type="button">Below</button>
				</TellMe>,
				{ locale, signIn: signedIn() },
			);
			const button = page.getByRole("button", { name: "Below" }).element();
			const before = button.getBoundingClientRect().top;
			late.resolve(Response.json({ ticket: "t".repeat(32), mailTo }));
			await expect.element(page.getByText(mailTo)).toBeVisible();
			expect(button.getBoundingClientRect().top).toBe(before);
			await unmount();
		}
	},
);

test.each(LOCALES.flatMap((locale) => WIDTHS.map((width) => ({ locale, width }))))(
	"how long it has taken so far moves nothing below it: $locale, $width px",
	async ({ locale, width }) => {
		await page.viewport(width, 800);
		const tops: number[] = [];
		for (const seconds of [30, 90]) {
			const at = new Date(CHANGED_AT.getTime() + seconds * 1_000);
			const view = { ...WAITING, sentAt: at };
			const { container, unmount } = await show(
				<ReadinessReport ticket="ticket" view={view} checkedAt={at} isConnected />,
				{ locale },
			);
			tops.push(container.querySelector("ol")?.getBoundingClientRect().top ?? 0);
			await unmount();
		}
		expect(tops[1]).toBe(tops[0]);
	},
);
