import { describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { CONFIG } from "#components/test-support/example-person.ts";
import { answer } from "#components/test-support/network.ts";
import { show } from "#components/test-support/show.tsx";
import { expectWellMade } from "#components/test-support/well-made.ts";
import type { SignInFailureKind } from "#lib/entra/sign-in/refusal-table.ts";
import type { SignInFailure } from "#lib/entra/sign-in/sign-in-failure.ts";
import { LANGUAGES, LOCALES } from "#lib/text/locales.ts";
import { SignInFailureNotice } from "./sign-in-failure-notice.tsx";

/** What people read; the next step is always among the words. */
const WORDS: Record<SignInFailureKind, RegExp> = {
	cancelled: /was cancelled.*Nothing has changed/,
	"consent-missing": /has not yet allowed this portal.*administrator/,
	"not-assigned": /has not been given access.*helpdesk/,
	"account-disabled": /is disabled.*helpdesk/,
	"account-locked": /locked for a while.*Wait/,
	"password-expired": /has expired.*Sign in again/,
	"on-premises-password-expired": /Ctrl\+Alt\+Del/,
	"password-missing": /has no password.*passkey/,
	"password-wrong": /was not right.*Sign in again/,
	"second-step-missing": /was not completed.*Sign in again/,
	"second-step-not-set-up": /have not set one up.*Sign in again/,
	interrupted: /reset your password.*Sign in again/,
	"change-required": /sees a risk.*Sign in again/,
	"sign-in-ended": /have been signed out.*Sign in again.*use the new one/,
	"too-many-requests": /too many sign-ins.*wait five minutes/,
	"blocked-by-policy": /does not allow this sign-in.*work computer/,
	"device-not-accepted": /only its own devices.*work computer/,
	"account-elsewhere": /does not belong to your organisation.*Select Use another account/,
	"portal-unknown": /not set up right.*helpdesk/,
	"tenant-unreachable": /cannot be reached.*try again/,
	"tenant-disturbed": /does not work now.*Try again/,
	"redirect-blocked": /did not open the sign-in page.*another browser/,
	"storage-blocked": /keeps nothing for this site.*Allow cookies/,
	"answer-lost": /came too late.*Sign in again/,
	unknown: /did not work.*Try again/,
};
const KINDS = Object.keys(WORDS) as SignInFailureKind[];
const CORRELATION = "0b5c2d3e-1111-4222-8333-444455556666";
const failure = (kind: SignInFailureKind): SignInFailure => ({
	...{ kind, code: "AADSTS50105", correlationId: CORRELATION },
});

test.each(KINDS)("%s says why, and what to do", async (kind) => {
	answer("GET /api/config", CONFIG);
	await show(<SignInFailureNotice failure={failure(kind)} />);
	await expect.element(page.getByText(WORDS[kind])).toBeVisible();
	const heading = kind === "sign-in-ended" ? "Your sign-in has ended" : "You were not signed in";
	await expect.element(page.getByText(heading)).toBeVisible();
});

describe("what the helpdesk wants to know", () => {
	test("is copied by keyboard, and that is said", async () => {
		const copied = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
		await show(<SignInFailureNotice failure={failure("not-assigned")} />);
		await userEvent.tab();
		await expect
			.element(page.getByRole("button", { name: "Copy: Code and correlation id" }))
			.toHaveFocus();
		await userEvent.keyboard("{Enter}");
		await expect.element(page.getByText("Copied", { exact: true })).toBeVisible();
		expect(copied.mock.calls).toEqual([
			[`For the helpdesk: AADSTS50105\nCorrelation id: ${CORRELATION}`],
		]);
	});

	test("stays to be marked where the browser does not let a page copy", async () => {
		vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("not allowed"));
		await show(<SignInFailureNotice failure={failure("not-assigned")} />);
		await page.getByRole("button", { name: "Copy" }).click();
		await expect.element(page.getByText(/could not be copied|Mark/)).toBeVisible();
	});

	test("is not there where there is no code", async () => {
		await show(<SignInFailureNotice failure={{ ...failure("cancelled"), code: undefined }} />);
		await expect.element(page.getByText(WORDS.cancelled)).toBeVisible();
		await expect.element(page.getByText("For the helpdesk")).not.toBeInTheDocument();
	});
});

test("without consent an administrator's address can be handed on", async () => {
	answer("GET /api/config", CONFIG);
	await show(<SignInFailureNotice failure={failure("consent-missing")} />);
	const shown = page.getByText(/\/v2\.0\/adminconsent\?/);
	await expect.element(shown).toBeVisible();
	const url = new URL(shown.element().textContent ?? "");
	expect(url.searchParams.get("client_id")).toBe(CONFIG.tenant.clientId);
	expect(url.searchParams.get("redirect_uri")).toBe(`${window.location.origin}/auth`);
});

test.each(LOCALES)("all of them are well made: %s", async (locale) => {
	answer("GET /api/config", CONFIG);
	await show(
		KINDS.map((kind) => <SignInFailureNotice key={kind} failure={failure(kind)} />),
		{ locale },
	);
	await expect.element(page.getByText(/adminconsent/)).toBeVisible();
	expect(document.documentElement.dir).toBe(LANGUAGES[locale].direction);
	await expectWellMade();
});
