import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { signedIn } from "#components/test-support/example-person.ts";
import { answer } from "#components/test-support/network.ts";
import { show } from "#components/test-support/show.tsx";
import { LOCALES } from "#lib/text/locales.ts";
import { MailTo } from "./mail-to.tsx";
import { OtherDevice } from "./other-device.tsx";

test("the QR code for another device moves nothing below it", async () => {
	await page.viewport(320, 800);
	const { container } = await show(<OtherDevice ticket={"t".repeat(32)} />);
	container.querySelector("summary")?.click();
	while (!container.querySelector("button")) await new Promise(requestAnimationFrame);
	const button = page.getByRole("button").element();
	const before = button.getBoundingClientRect().top;
	// It loads late; once loaded it would be there at once.
	expect(container.querySelector("svg[role=img]")).toBe(null);
	await expect.element(page.getByRole("img")).toBeVisible();
	expect(button.getBoundingClientRect().top).toBe(before);
});

const WIDTHS = [320, 640, 1280];

test.each(LOCALES.flatMap((locale) => WIDTHS.map((width) => ({ locale, width }))))(
	"the recipient of the mail moves nothing below it: $locale, $width px",
	async ({ locale, width }) => {
		await page.viewport(width, 800);
		const mailTo = "maria.fernandez-weissenberger@contoso.onmicrosoft.com";
		const late = Promise.withResolvers<Response>();
		answer("GET /api/watches", () => late.promise);
		await show(
			<>
				<MailTo />
				<button type="button">Below</button>
			</>,
			{ locale, signIn: signedIn() },
		);
		const button = page.getByRole("button", { name: "Below" }).element();
		const before = button.getBoundingClientRect().top;
		late.resolve(Response.json({ ticket: "t".repeat(32), mailTo }));
		await expect.element(page.getByText(mailTo)).toBeVisible();
		expect(button.getBoundingClientRect().top).toBe(before);
	},
);
