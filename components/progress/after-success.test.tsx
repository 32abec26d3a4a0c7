import { afterEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { expectAccessible } from "#components/test-support/accessible.ts";
import { show } from "#components/test-support/show.tsx";
import { LOCALES, type Locale } from "#lib/text/locales.ts";
import { PasswordExpiry } from "./password-expiry.tsx";
import { SavedPasswords } from "./saved-passwords.tsx";
import { SignInInstructions } from "./sign-in-instructions.tsx";

const NAMES = {
	userPrincipalName: "frida.kahlo@contoso.example",
	samAccountName: "frida.kahlo",
	domain: { name: "aadds.contoso.example", netbios: "AADDS" },
};
const NOW = new Date("2026-11-29T10:00:00Z");
const EXPIRES_AT = new Date("2027-02-27T10:00:00Z");

const after = (locale: Locale = "en") =>
	show(
		<>
			<SignInInstructions names={NAMES} />
			<SavedPasswords />
			<PasswordExpiry expiresAt={EXPIRES_AT} now={NOW} />
		</>,
		{ locale },
	);

afterEach(() => vi.restoreAllMocks());

test.each([
	["en", "{ArrowRight}"],
	["ar", "{ArrowLeft}"],
] as const)(
	"each kind of computer is a tab, and all are one tab stop: %s",
	async (locale, onward) => {
		await after(locale);
		const tabs = page.getByRole("tab");
		const panel = () => page.getByRole("tabpanel").element().textContent;
		await tabs.first().click();
		expect(panel()).toContain("AADDS\\frida.kahlo");
		await userEvent.keyboard(onward);
		await expect.element(tabs.nth(1)).toHaveFocus();
		await expect.element(tabs.nth(1)).toHaveAttribute("aria-selected", "true");
		expect(panel()).toContain(NAMES.userPrincipalName);
		await userEvent.keyboard("{End}");
		await expect.poll(panel).toContain("kinit frida.kahlo@AADDS.CONTOSO.EXAMPLE");
		expect(page.getByRole("tabpanel").elements()).toHaveLength(1);
		await userEvent.tab();
		await expect.element(page.getByRole("tabpanel").getByRole("button").first()).toHaveFocus();
	},
);

test("a user name is copied as it must be entered", async () => {
	const copied: string[] = [];
	vi.spyOn(navigator.clipboard, "writeText").mockImplementation(async (text) => {
		copied.push(text);
	});
	await after();
	await page.getByRole("tab").first().click();
	await page.getByRole("button", { name: `Copy: ${NAMES.userPrincipalName}` }).click();
	await page.getByRole("button", { name: "Copy: AADDS\\frida.kahlo" }).click();
	expect(copied).toEqual([NAMES.userPrincipalName, "AADDS\\frida.kahlo"]);
});

test("a command works with any name", async () => {
	const names = { ...NAMES, samAccountName: "-m'o neil" };
	await show(<SignInInstructions names={names} />);
	await page.getByRole("tab").last().click();
	const name = "'-m'\\''o neil@AADDS.CONTOSO.EXAMPLE'";
	const panel = () => page.getByRole("tabpanel").element().textContent;
	await expect.poll(panel).toContain(`ssh -l ${name} computer-name.aadds.contoso.example`);
	expect(panel()).toContain(`kinit -- ${name}`);
});

test("saved passwords are ticked off by keyboard", async () => {
	await after();
	const group = page.getByRole("group", { name: "Update saved passwords" });
	const boxes = group.getByRole("checkbox");
	expect(boxes.elements().length).toBeGreaterThanOrEqual(6);
	(boxes.first().element() as HTMLElement).focus();
	await userEvent.keyboard(" ");
	await expect.element(boxes.first()).toBeChecked();
	await userEvent.tab();
	await expect.element(boxes.nth(1)).toHaveFocus();
	await expect.element(group.getByText(/asks for your old password until/)).toBeVisible();
});

test("the expiry date can be added to a calendar, without a name", async () => {
	const files: Blob[] = [];
	vi.spyOn(URL, "createObjectURL").mockImplementation((file) => {
		if (file instanceof Blob) files.push(file);
		return "#";
	});
	await after();
	const button = page.getByRole("button", { name: "Add to my calendar" });
	(button.element() as HTMLElement).focus();
	await userEvent.keyboard("{Enter}");
	await expect.poll(() => files.length).toBe(1);
	const text = (await files[0]?.text()) ?? "";
	expect(text).toContain("DTSTART;VALUE=DATE:20270227");
	expect(text).toContain("SUMMARY:Change your password for work computers");
	expect(text).not.toContain("frida");
});

test.each(LOCALES)("what is left to do is well made: %s", async (locale) => {
	await after(locale);
	await expectAccessible();
});
