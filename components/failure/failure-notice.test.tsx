import { describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { expectAccessible } from "#components/test-support/accessible.ts";
import { CONFIG, signedIn } from "#components/test-support/example-person.ts";
import { answer } from "#components/test-support/network.ts";
import { show } from "#components/test-support/show.tsx";
import { FAILURE_CODES, type Failure, type FailureCode } from "#lib/core/failure.ts";
import { LANGUAGES, LOCALES } from "#lib/text/locales.ts";
import english from "#messages/en.json" with { type: "json" };
import { FailureNotice } from "./failure-notice.tsx";
import { FailurePlace } from "./failure-text.ts";
import { FailureWithNextStep } from "./failure-with-next-step.tsx";

/** The texts people read; they always contain the next step. */
const WORDS: Record<FailureCode, RegExp> = {
	cancelled: /was cancelled.*Sign in again/,
	"consent-missing": /has not allowed this portal yet.*administrator/,
	"right-missing": /nobody has granted yet: User\.Read\.All.*administrator/,
	"not-assigned": /does not have access.*helpdesk/,
	"account-disabled": /is disabled.*helpdesk/,
	"account-locked": /locked for a while.*Wait/,
	"password-expired": /has expired.*Sign in again/,
	"on-premises-password-expired": /Ctrl\+Alt\+Del/,
	"password-missing": /has no password.*passkey/,
	"password-wrong": /user name or password is wrong.*Sign in again/,
	"second-step-missing": /did not complete the second step.*Sign in again/,
	"second-step-not-set-up": /have not set one up.*Sign in again/,
	interrupted: /reset your password.*Sign in again/,
	"change-required": /sees a risk.*Sign in again/,
	"sign-in-ended": /have been signed out.*Sign in again.*use the new one/,
	"too-many-sign-ins": /too many sign-ins.*wait five minutes/,
	"blocked-by-policy": /does not allow sign-in.*work device/,
	"device-not-accepted": /only allows its own devices.*work device/,
	"account-elsewhere": /does not belong to your organisation.*Select Use another account/,
	"portal-unknown": /not set up properly.*helpdesk/,
	"tenant-unreachable": /cannot be reached.*try again/,
	"tenant-disturbed": /sign-in is not working.*Try again/,
	"redirect-blocked": /did not open your organisation’s sign-in page.*another browser/,
	"answer-lost": /took too long.*Sign in again/,
	"sign-in-failed": /did not work.*Try again/,
	"graph-no-answer": /Microsoft is not responding.*Try again/,
	"graph-unreadable": /cannot read.*Try again/,
	"graph-throttled": /Microsoft is busy.*Wait a minute/,
	"graph-refused": /does not allow this portal.*helpdesk/,
	"graph-not-understood": /unusual characters.*search again/,
	"graph-unknown": /does not know.*helpdesk/,
	"person-not-found": /not in Microsoft Entra ID any more.*Search again/,
	"group-not-found": /no such group/,
	"page-expired": /expired again and again.*Try again/,
	"role-too-low": /does not reach this person.*higher role/,
	"on-premises": /own network.*Load this page again/,
	"wrong-existing-password": /Current password is wrong.*enter it again/,
	"password-too-simple": /breaks your organisation’s rules.*Choose another/,
	"password-banned": /: it is too easy to guess\..*Choose/,
	"password-used-before": /used it before.*Choose/,
	"password-refused": /too easy to guess, or you have used it before.*Choose/,
	"changed-too-recently": /too recently.*tomorrow/,
	"portal-no-answer": /portal is not responding.*try again/,
	"portal-failed": /server has a problem.*Try again/,
	"portal-refused": /did not accept this.*Load the page again/,
	"store-unavailable": /cannot save anything.*Try again/,
	"too-many-requests": /Too many requests.*Wait a minute/,
	"too-many-open": /too many links.*End links/,
	"role-missing": /or no longer has it.*administrator.*sign in again/,
	"link-not-found": /no such link.*list of links/,
	"link-changed-meanwhile": /Someone else has changed this link.*load the page again/,
	"reference-not-found": /No change has this reference.*Check it/,
	"watch-not-found": /cannot find this status/,
	"watch-ended": /no longer follow/,
	"look-up-ended": /was restarted.*Try again/,
	"storage-blocked": /needs cookies.*Allow them/,
	"storage-full": /no room left.*Delete this site’s data.*load the page again/,
	"part-missing": /could not be loaded.*try again/,
	"page-old": /out of date.*Load it again/,
	mistake: /went wrong on this page.*Progress/,
};
const CORRELATION = "0b5c2d3e-1111-4222-8333-444455556666";
const failure = (code: FailureCode): Failure => ({
	code,
	vendorCode: "AADSTS50105",
	correlationId: CORRELATION,
	scope: "User.Read.All",
});

test.each(FAILURE_CODES)("%s says why, and what to do", async (code) => {
	answer("GET /api/config", CONFIG);
	await show(<FailureNotice failure={failure(code)} />);
	await expect.element(page.getByText(WORDS[code])).toBeVisible();
});

test.each<[FailureCode, string]>([
	["not-assigned", "You were not signed in"],
	["sign-in-ended", "Your sign-in has ended"],
	["tenant-unreachable", "Sorry, Microsoft is not responding"],
	["graph-refused", "Microsoft did not accept this"],
	["portal-no-answer", "Sorry, the portal cannot be reached"],
	["portal-refused", "That did not work"],
	["store-unavailable", "Sorry, the portal has a problem"],
	["too-many-requests", "Too many requests"],
	["reference-not-found", "We cannot find this"],
	["link-changed-meanwhile", "Your changes were not saved"],
	["role-missing", "You do not have the helpdesk’s role"],
	["storage-blocked", "Your browser is blocking this page"],
	["storage-full", "Your browser’s storage is full"],
	["mistake", "Sorry, there is a problem with this page"],
])("%s has the heading: %s", async (code, heading) => {
	await show(<FailureNotice failure={failure(code)} />);
	await expect.element(page.getByText(heading, { exact: true })).toBeVisible();
});

test("no sentence claims that something was typed, except of a form's own failure", () => {
	const ofLinkForm = "link-changed-meanwhile";
	const claims = FAILURE_CODES.filter((code) => /you (typed|entered)/.test(english.failures[code]));
	expect(claims).toEqual([ofLinkForm]);
});

describe("the next step", () => {
	const button = (name: string) => page.getByRole("button", { name });
	test.each<[FailureCode, string]>([
		["sign-in-ended", "Sign in again"],
		["second-step-missing", "Sign in again"],
		["right-missing", "Ask for this permission"],
		["graph-no-answer", "Try again"],
		["portal-failed", "Try again"],
		["storage-full", "Load the page again"],
		["mistake", "Load the page again"],
	])("after %s is: %s", async (code, name) => {
		const again = vi.fn();
		const { container } = await show(
			<FailureWithNextStep failure={{ code, scope: "User.Read.All" }} again={again} />,
			{ signIn: signedIn() },
		);
		await expect.element(button(name)).toBeVisible();
		expect(container.querySelectorAll("button")).toHaveLength(1);
		if (name === "Try again") {
			await userEvent.tab();
			await userEvent.keyboard("{Enter}");
			expect(again).toHaveBeenCalledOnce();
		}
	});
	test("is no button if the failure cannot be fixed here", async () => {
		const { container } = await show(
			<FailureWithNextStep failure={{ code: "role-missing" }} again={() => undefined} />,
		);
		expect(container.querySelectorAll("button")).toHaveLength(0);
	});
});

test("agents get texts about somebody else's account, addressed to the helpdesk", async () => {
	await show(
		<FailurePlace value="helpdesk">
			<FailureNotice failure={{ code: "on-premises" }} />
			<FailureNotice failure={{ code: "graph-refused" }} />
		</FailurePlace>,
	);
	await expect.element(page.getByText(/synchronised from on-premises/)).toBeVisible();
	await expect.element(page.getByText(/does not let you do this/)).toBeVisible();
	await expect.element(page.getByText(/Tell the helpdesk/)).not.toBeInTheDocument();
});

describe("details for the helpdesk", () => {
	test("can be copied by keyboard, which is announced", async () => {
		const copied = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
		await show(<FailureNotice failure={failure("not-assigned")} />);
		await userEvent.tab();
		await expect
			.element(page.getByRole("button", { name: "Copy: Codes for the helpdesk" }))
			.toHaveFocus();
		await userEvent.keyboard("{Enter}");
		await expect.element(page.getByText("Copied", { exact: true })).toBeVisible();
		expect(copied.mock.calls).toEqual([
			[`For the helpdesk: AADSTS50105\nCorrelation ID: ${CORRELATION}`],
		]);
	});

	test("can be selected if the browser does not allow copying", async () => {
		vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("not allowed"));
		await show(<FailureNotice failure={failure("not-assigned")} />);
		await page.getByRole("button", { name: "Copy" }).click();
		await expect.element(page.getByText(/^Not copied/)).toBeVisible();
	});

	test("are missing if there is no code", async () => {
		await show(<FailureNotice failure={{ ...failure("cancelled"), vendorCode: undefined }} />);
		await expect.element(page.getByText(WORDS.cancelled)).toBeVisible();
		await expect.element(page.getByText("For the helpdesk")).not.toBeInTheDocument();
	});
});

test("without consent an address for the administrator can be forwarded", async () => {
	answer("GET /api/config", CONFIG);
	await show(<FailureNotice failure={failure("consent-missing")} />);
	const shown = page.getByText(/\/v2\.0\/adminconsent\?/);
	await expect.element(shown).toBeVisible();
	const url = new URL(shown.element().textContent ?? "");
	expect(url.searchParams.get("client_id")).toBe(CONFIG.tenant.clientId);
	expect(url.searchParams.get("redirect_uri")).toBe(`${window.location.origin}/auth`);
});

test.each(LOCALES)("all of them are accessible: %s", async (locale) => {
	answer("GET /api/config", CONFIG);
	await show(
		FAILURE_CODES.map((code) => <FailureNotice key={code} failure={failure(code)} />),
		{ locale },
	);
	await expect.element(page.getByText(/adminconsent/)).toBeVisible();
	expect(document.documentElement.dir).toBe(LANGUAGES[locale].direction);
	await expectAccessible();
});
