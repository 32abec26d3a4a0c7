import type { ReactNode } from "react";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { expectAccessible } from "#components/test-support/accessible.ts";
import { CONFIG, ME, signedIn } from "#components/test-support/example-person.ts";
import { linesOf } from "#components/test-support/lines-of.ts";
import { answer, calls } from "#components/test-support/network.ts";
import { show } from "#components/test-support/show.tsx";
import { startSignIn } from "#lib/browser/sign-in/session.ts";
import type { AccountView } from "#lib/core/account-view.ts";
import type { ClientConfig } from "#lib/core/client-config.ts";
import { exampleView } from "#lib/core/watch/example-view.ts";
import { forgetGraphTokens, library } from "#lib/entra/sign-in/sign-in.ts";
import { LOCALES } from "#lib/text/locales.ts";
import { ChangeArea } from "./change-area.tsx";
import { NoPasswordArea } from "./no-password/no-password-area.tsx";
import { ProfileArea } from "./profile-area.tsx";

vi.mock("#lib/browser/sign-in/session.ts", () => ({ startSignIn: vi.fn(), signOut: vi.fn() }));

const GROUP = "6d0a1e00-0000-4000-8000-000000000004";
const READ_AT = new Date();

/** How one person and their organisation differ from the defaults. */
type Who = {
	/** Overrides of Graph's `GET /me`. */
	me?: object;
	/** Directory roles; `unread`: Graph does not return them. */
	roles?: string[] | "unread";
	groups?: string[] | "unread";
	amr?: string[];
	change?: Partial<ClientConfig["change"]>;
	scope?: ClientConfig["domain"]["scope"];
	account?: AccountView["controllers"];
};

const unread = () => new Response(null, { status: 503 });
const members = (type: string, ids: string[] | "unread") =>
	ids === "unread"
		? unread
		: { value: ids.map((id) => ({ "@odata.type": `#microsoft.graph.${type}`, id })) };

/** Shows one of the pages to a person. */
async function showTo(who: Who, area: ReactNode, locale?: (typeof LOCALES)[number]) {
	answer("GET /v1.0/me", {
		id: ME.id,
		displayName: ME.displayName,
		userPrincipalName: ME.userPrincipalName,
		lastPasswordChangeDateTime: ME.lastPasswordChangeAt,
		...who.me,
	});
	answer("GET /v1.0/me/transitiveMemberOf", members("directoryRole", who.roles ?? []));
	answer("GET /v1.0/me/memberOf", members("group", who.groups ?? []));
	const controllers = who.account ?? [{ name: "dc1", kind: "absent", readAt: READ_AT }];
	answer("GET /api/account", { controllers });
	const config = {
		...CONFIG,
		change: { ...CONFIG.change, ...who.change },
		domain: { ...CONFIG.domain, ...(who.scope && { scope: who.scope }) },
	};
	const signIn = signedIn({ config, ...(who.amr && { amr: who.amr }) });
	vi.mocked(startSignIn).mockResolvedValue(signIn);
	return await show(area, { signIn, ...(locale && { locale }) });
}

beforeEach(() => {
	forgetGraphTokens();
	vi.spyOn(library, "Provider").mockImplementation(({ children }) => <>{children}</>);
	vi.spyOn(library, "useIsSignedIn").mockReturnValue(true);
	answer("GET /api/watches", () => Response.json(null));
	answer("GET /api/config", CONFIG);
});

const form = page.getByLabelText("Current password", { exact: true });
const changeLink = page.getByRole("link", { name: "Change password" });
const heading = (name: RegExp | string) => page.getByRole("heading", { name });
const of = (issuer: string) => ({
	identities: [{ signInType: "federated", issuer, issuerAssignedId: null }],
});
const GUEST: Who = { me: of("ExternalAzureAD") };
const SYNCHRONISED: Who = { me: { onPremisesSyncEnabled: true } };
const ADMINISTRATOR: Who = { roles: ["role"] };
const PASSKEY: Who = { amr: ["fido"] };

describe("whose password is held elsewhere", () => {
	test.each<[who: string, person: Who, words: RegExp]>([
		["a guest", GUEST, /^Your account comes from another organisation/],
		["somebody with a personal account", { me: of("MicrosoftAccount") }, /personal account/],
	])("%s is told, and gets no form", async (_who, person, words) => {
		const { unmount } = await showTo(person, <ProfileArea />);
		await expect.element(heading(words)).toBeVisible();
		expect(changeLink.elements()).toEqual([]);
		await expectAccessible();
		await unmount();
		await showTo(person, <ChangeArea />);
		await expect.element(heading(words)).toBeVisible();
		expect(form.elements()).toEqual([]);
	});
});

test.each([
	["a guest's only card", GUEST, 1],
	["each of two cards", {}, 2],
])("%s takes its share of the width", async (_which, person, count) => {
	await page.viewport(1280, 800);
	await showTo(person, <ProfileArea />);
	await expect.element(heading("Microsoft 365")).toBeVisible();
	const card = heading("Microsoft 365").element().parentElement;
	const row = card?.parentElement;
	expect(row?.childElementCount).toBe(count);
	const gaps = 24 * (count - 1);
	expect(card?.getBoundingClientRect().width).toBe(((row?.clientWidth ?? 0) - gaps) / count);
});

test("a long user name breaks before its domain and after a dot, on a phone", async () => {
	await page.viewport(320, 640);
	const upn = "diego.rivera@northernpainters.onmicrosoft.com";
	await showTo({ me: { userPrincipalName: upn } }, <ProfileArea />);
	const address = page.getByText(upn);
	await expect.element(address).toBeVisible();
	const lines = linesOf(address.element());
	expect(lines.length).toBeGreaterThan(2);
	expect(lines[1]).toMatch(/^@/);
	for (const line of lines.slice(1, -1)) expect(line).toMatch(/\.$/);
});

test("an internal guest changes the password here", async () => {
	const identities = [{ signInType: "userPrincipalName", issuer: "contoso.example" }];
	await showTo({ me: { userType: "Guest", identities } }, <ChangeArea />);
	await expect.element(form).toBeVisible();
});

describe("who is sent to Microsoft's page, and why", () => {
	test.each<[who: string, person: Who, words: RegExp]>([
		["a role holder", ADMINISTRATOR, /You are an administrator/],
		["somebody whose roles cannot be read", { roles: "unread" }, /could not check whether/],
		["everybody", { change: { method: "microsoft" } }, /people change their password on/],
		[
			"somebody synchronised, with writeback",
			{ ...SYNCHRONISED, change: { hasPasswordWriteback: true } },
			/comes from your organisation’s own network/,
		],
	])("%s", async (_who, person, words) => {
		const { unmount } = await showTo(person, <ProfileArea />);
		await expect.element(changeLink).toBeVisible();
		await expectAccessible();
		await unmount();
		await showTo(person, <ChangeArea />);
		await expect.element(heading(/on Microsoft’s page/)).toBeVisible();
		await expect.element(page.getByText(words)).toBeVisible();
		expect(form.elements()).toEqual([]);
		await expectAccessible();
	});
});

test("somebody synchronised without writeback is sent to a work computer", async () => {
	const { unmount } = await showTo(SYNCHRONISED, <ProfileArea />);
	await expect.element(changeLink).toBeVisible();
	await expectAccessible();
	await unmount();
	await showTo(SYNCHRONISED, <ChangeArea />);
	await expect.element(page.getByText(/press Ctrl\+Alt\+Del/)).toBeVisible();
	await expectAccessible();
});

describe("who signed in without a password", () => {
	const question = heading("Do you know your password?");
	const known = page.getByRole("button", { name: "I know it" });

	test("is asked, and continues to the form with one", async () => {
		await showTo(PASSKEY, <ChangeArea />);
		await expect.element(question).toBeVisible();
		expect(form.elements()).toEqual([]);
		await expectAccessible();
		await known.click();
		await expect.element(form).toBeVisible();
	});

	test("goes to Microsoft's page as an administrator, never to the form", async () => {
		await showTo({ ...PASSKEY, ...ADMINISTRATOR }, <ChangeArea />);
		await known.click();
		await expect.element(page.getByText(/You are an administrator/)).toBeVisible();
		expect(form.elements()).toEqual([]);
	});

	test("is not asked if a password was used as well", async () => {
		await showTo({ amr: ["pwd", "mfa"] }, <ChangeArea />);
		await expect.element(form).toBeVisible();
		expect(question.elements()).toEqual([]);
	});

	test("reads what to do without a password, and can follow it", async () => {
		await showTo(PASSKEY, <NoPasswordArea />);
		await expect.element(page.getByText(/Ask the helpdesk to give/)).toBeVisible();
		expect(question.elements()).toEqual([]);
		await expect.element(page.getByRole("button", { name: "Start following" })).toBeVisible();
		await expectAccessible();
	});

	test.each<[who: string, person: Who, words: RegExp]>([
		["a guest", GUEST, /a password from another organisation/],
		["somebody synchronised", SYNCHRONISED, /helpdesk gives you a temporary password there/],
	])("%s sees the steps that apply", async (_who, person, words) => {
		await showTo(person, <NoPasswordArea />);
		await expect.element(page.getByText(words)).toBeVisible();
		await expectAccessible();
	});
});

describe("an account that is not synchronised to the domain", () => {
	const left = page.getByText("Your account is not set up for work computers");
	const OUTSIDE: Who = { scope: { groups: [GROUP], isCloudOnly: false }, groups: ["another"] };

	test.each([
		["its profile", <ProfileArea key="profile" />],
		["the form", <ChangeArea key="change" />],
		["the way without a password", <NoPasswordArea key="none" />],
	])("is announced before anything is changed, on %s", async (_where, area) => {
		await showTo(OUTSIDE, area);
		await expect.element(left).toBeVisible();
		await expect.element(page.getByText(/not directly in one of them/)).toBeVisible();
		expect(page.getByText(/Changing your password sets it up/).elements()).toEqual([]);
		await expectAccessible();
	});

	test("can be changed for Microsoft 365 anyway", async () => {
		await showTo(OUTSIDE, <ChangeArea />);
		await expect.element(form).toBeVisible();
	});

	test("is announced if it is a synchronised account and only cloud accounts are in scope", async () => {
		const scope = { groups: [], isCloudOnly: true };
		await showTo({ ...SYNCHRONISED, scope }, <ProfileArea />);
		await expect.element(left).toBeVisible();
		await expect
			.element(page.getByText(/comes from your organisation’s own network/))
			.toBeVisible();
	});

	test.each<[what: string, groups: Who["groups"]]>([
		["is directly in one of the groups", [GROUP]],
		["has groups that cannot be read", "unread"],
	])("is not assumed for somebody who %s", async (_what, groups) => {
		await showTo({ ...OUTSIDE, ...(groups && { groups }) }, <ChangeArea />);
		await expect.element(form).toBeVisible();
		expect(left.elements()).toEqual([]);
	});
});

describe("a change on another page, begun on another device", () => {
	test.each([
		["a role holder", ADMINISTRATOR, <ChangeArea key="change" />],
		["somebody synchronised", SYNCHRONISED, <ChangeArea key="change" />],
		["somebody without a password", {}, <NoPasswordArea key="none" />],
	])("is followed here without starting again: %s", async (_who, person, area) => {
		const begun = { at: new Date(), lastChangedAt: ME.lastPasswordChangeAt };
		answer("GET /api/watches", { ticket: "ticket", view: { state: "open" }, begun });
		await showTo(person, area);
		await expect.element(page.getByText("Waiting for your new password")).toBeVisible();
		expect(page.getByRole("button", { name: "Start following" }).elements()).toEqual([]);
		expect(calls()).not.toContain("POST /api/watches");
		await expectAccessible();
	});
});

test("an account that is disabled in the domain is marked on the profile", async () => {
	const present = { kind: "present", readAt: READ_AT, passwordSetAt: READ_AT } as const;
	const block = { kind: "disabled" } as const;
	const account = [{ name: "dc1", ...present, passwordExpiresAt: undefined, block }];
	await showTo({ account }, <ProfileArea />);
	await expect.element(page.getByText(/^A new password alone will not help/)).toBeVisible();
	await expectAccessible();
});

test.each(LOCALES)("the ways are accessible: %s", async (locale) => {
	for (const who of [{}, GUEST, ADMINISTRATOR, SYNCHRONISED, PASSKEY]) {
		const { container, unmount } = await showTo(who, <ChangeArea />, locale);
		await expect.poll(() => container.querySelector(".card, form")).toBeTruthy();
		await expectAccessible();
		await unmount();
	}
});

test("the longest name fits a phone, and does not reverse the text around it", async () => {
	await page.viewport(320, 640);
	const displayName = `\u202e${"W".repeat(255)}`;
	await showTo({ me: { displayName } }, <ProfileArea />);
	const name = page.getByText(displayName);
	await expect.element(name).toBeVisible();
	expect(document.documentElement.scrollWidth).toBe(320);
	expect(getComputedStyle(name.element()).unicodeBidi).toBe("isolate");
	await page.viewport(1280, 800);
});

test.each(LOCALES)("an unanswered attempt is shown on the profile, too: %s", async (locale) => {
	const watch = exampleView({ state: "open", changedAt: undefined, isUnanswered: true });
	answer("GET /api/watches", { ticket: "t".repeat(32), view: watch });
	const { container } = await showTo({}, <ProfileArea />, locale);
	const link = () => container.querySelector("a[href='/progress']");
	await expect.poll(link).not.toBeNull();
	await expectAccessible();
});
