import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { expectAccessible } from "#components/test-support/accessible.ts";
import { ME, signedIn } from "#components/test-support/example-person.ts";
import { linesOf } from "#components/test-support/lines-of.ts";
import { router } from "#components/test-support/navigation.ts";
import { answer, calls } from "#components/test-support/network.ts";
import { show } from "#components/test-support/show.tsx";
import { recentPeople } from "#lib/browser/helpdesk/recent.ts";
import type { PersonStateName } from "#lib/core/person/person-state.ts";
import { NO_HABITS } from "#lib/core/readiness/habits.ts";
import { exampleView } from "#lib/core/watch/example-view.ts";
import { LOCALES, type Locale } from "#lib/text/locales.ts";
import { ChoicesArea } from "../choices-area.tsx";
import { FindPerson } from "../find/find-person.tsx";
import { PersonView } from "./person-view.tsx";

const ID = "22222222-3333-4444-8555-666666666666";
const NOW = Date.parse("2026-11-29T09:40:30Z");
const minutesAgo = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();

const user = (name: string, id = ID) => ({
	id,
	displayName: name,
	userPrincipalName: `${name.toLowerCase().replace(" ", ".")}@contoso.example`,
	userType: "Member",
	accountEnabled: true,
	onPremisesSyncEnabled: null,
	lastPasswordChangeDateTime: minutesAgo(3),
	identities: [],
});
const controller = (name: string, minutes: number, block?: object) => ({
	name,
	kind: "present",
	readAt: minutesAgo(0),
	passwordSetAt: minutesAgo(minutes),
	block,
});
const FORECAST = { basis: "microsoft", usualMinutes: 20, source: "https://learn.example/" };

/** Graph and the portal's server, for an agent. */
function world({
	controllers = [controller("dc1", 3), controller("dc2", 900)],
	watch = undefined as object | undefined,
} = {}) {
	const sent: { people: object[]; follows?: string }[] = [];
	answer(`GET /v1.0/users/${ID}`, user("Diego Rivera"));
	answer("POST /api/helpdesk/lookup", async (request) => {
		sent.push(await request.json());
		const account = { controllers };
		const people = [{ id: ID, account, watch }];
		return Response.json({
			people,
			forecast: FORECAST,
			habits: NO_HABITS,
			lookUp: "one",
			readAt: minutesAgo(0),
		});
	});
	return sent;
}

/** The tests run in Berlin's time zone. */
const view = (locale: Locale = "en") =>
	show(<PersonView id={ID} />, { locale, signIn: signedIn() });
const search = (isHome = true, locale: Locale = "en") =>
	show(<FindPerson isHome={isHome} />, { locale, signIn: signedIn() });
const field = () => page.getByRole("searchbox", { name: "Name, user name or reference" });

beforeEach(() => {
	window.history.replaceState(null, "", window.location.pathname);
	// Today's times have no date.
	vi.setSystemTime(NOW);
});
afterEach(() => {
	vi.useRealTimers();
});

test("what to say is on top and can be copied, with its reason and time", async () => {
	world();
	await view();
	await expect.element(page.getByRole("heading", { name: "Diego Rivera" })).toHaveFocus();
	const say = page.getByText(/^Your new password is on its way/);
	await expect.element(say).toBeVisible();
	await expect.element(page.getByText("Changed 3 minutes ago. 1 of 2 domain")).toBeVisible();
	await expect.element(page.getByText("as of 10:40")).toBeVisible();
	await expect.element(page.getByText("29 Nov 2026, 10:37", { exact: true }).first()).toBeVisible();
	expect(document.body.textContent).not.toMatch(/\d\d:\d\d:\d\d/);
	const write = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
	await page.getByRole("button", { name: /^Copy: What to say now/ }).click();
	expect(write).toHaveBeenLastCalledWith(say.element().textContent);
	await expectAccessible();
});

test("the focus ring of the name covers nothing", async () => {
	world();
	await view();
	const name = page.getByRole("heading", { name: "Diego Rivera" });
	await expect.element(name).toHaveFocus();
	const { outlineWidth, outlineOffset } = getComputedStyle(name.element());
	const mark = Number.parseFloat(outlineWidth) + Number.parseFloat(outlineOffset);
	const address = page.getByText("diego.rivera@contoso.example").element();
	const gap = address.getBoundingClientRect().top - name.element().getBoundingClientRect().bottom;
	expect(gap).toBeGreaterThanOrEqual(mark);
});

test("the time zone is named once, whatever the number of times", async () => {
	world();
	await show(
		<>
			<PersonView id={ID} />
			<ChoicesArea />
		</>,
		{ signIn: signedIn() },
	);
	await expect.element(page.getByText("Password set 29 Nov 2026, 10:37.")).toBeVisible();
	await expect.element(page.getByText("Times are in Central European Time.")).toBeVisible();
	expect(document.body.innerText).not.toMatch(/CET|GMT/);
	await page.getByText("Settings").click();
	await page.getByLabelText("Show times in").selectOptions("UTC");
	await expect.element(page.getByText("Times are in UTC.")).toBeVisible();
	await expect.element(page.getByText("Password set 29 Nov 2026, 09:37.")).toBeVisible();
});

test("on a touch device the address of the status can be shared", async () => {
	const share = vi.fn(async (_: ShareData) => undefined);
	vi.spyOn(window, "matchMedia").mockReturnValue({ matches: true } as MediaQueryList);
	Object.defineProperty(navigator, "share", { value: share, configurable: true });
	const changedAt = new Date(minutesAgo(3));
	const watched = exampleView({ reference: "KT-7Q2M-9XKD", changedAt });
	world({ watch: { ticket: "t", view: watched } });
	await view();
	await page.getByRole("button", { name: "Share" }).click();
	const url = `${window.location.origin}/status/t`;
	expect(share).toHaveBeenCalledWith({ title: "Status of a password change", url });
	// And the reference is found again among the recent people.
	expect(recentPeople()).toMatchObject([{ id: ID, reference: "KT-7Q2M-9XKD" }]);
});

test("the ticket text has the state and its times, in the time zone that the agent chose", async () => {
	world();
	localStorage.setItem("keyturn.helpdesk", JSON.stringify({ zone: "utc" }));
	await view();
	const write = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
	await page.getByRole("button", { name: /^Copy for the ticket/ }).click();
	expect(String(write.mock.lastCall?.[0]).split("\n")).toEqual([
		"Person: Diego Rivera, diego.rivera@contoso.example",
		"State: Waiting. Changed 29 Nov 2026, 09:37 UTC. 1 of 2 domain controllers have the new password.",
		"Last change in Microsoft Entra ID: 29 Nov 2026, 09:37 UTC",
		expect.stringMatching(/^Told: Your new password is on its way/),
		"Looked at: 29 Nov 2026, 09:40 UTC",
	]);
});

test("a change that is more than three days old has no status, and its script gives no hope", async () => {
	world({ controllers: [controller("dc1", 10_000), controller("dc2", 10_000)] });
	answer(`GET /v1.0/users/${ID}`, {
		...user("Diego Rivera"),
		lastPasswordChangeDateTime: minutesAgo(4 * 24 * 60),
	});
	await view();
	await expect.element(page.getByText(/change is more than three days old/)).toBeVisible();
	await expect.element(page.getByText(/not arrived on work computers after more/)).toBeVisible();
	expect(document.body.textContent).not.toMatch(/no change is on its way|need to change it again/);
});

test("it refreshes under one look-up, and a failed reading is shown beside the last result", async () => {
	const sent = world();
	vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"], now: NOW });
	await view();
	await expect.poll(() => page.getByText("Waiting", { exact: true }).elements()).toHaveLength(1);
	world({ controllers: [controller("dc1", 3), controller("dc2", 1)] });
	await vi.advanceTimersByTimeAsync(5_000);
	await expect
		.poll(() => page.getByText("Probably works", { exact: true }).elements())
		.toHaveLength(1);
	expect(sent).toHaveLength(1);
	answer("POST /api/helpdesk/lookup", () => Promise.reject(new TypeError("gone")));
	await vi.advanceTimersByTimeAsync(5_000);
	await expect.poll(() => page.getByText(/^Not updated since 10:40/).elements()).toHaveLength(1);
	vi.useRealTimers();
	await expect.element(page.getByText("Probably works", { exact: true })).toBeVisible();
});

test("a password that is being read out stays, even if readings fail", async () => {
	world();
	answer("POST /api/helpdesk/lookup", () => Promise.reject(new TypeError("gone")));
	vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"], now: NOW });
	await view();
	const heading = page.getByRole("heading", { name: "Temporary password" });
	await expect.poll(() => heading.elements()).toHaveLength(1);
	const area = heading.element();
	answer(`GET /v1.0/users/${ID}`, () => Response.json({ error: {} }, { status: 404 }));
	await vi.advanceTimersByTimeAsync(35_000);
	await expect
		.poll(() => page.getByText(/not in Microsoft Entra ID any more/).elements())
		.not.toHaveLength(0);
	expect(heading.element()).toBe(area);
});

test("a single result opens, several offer a choice, and no result is reported", async () => {
	await search();
	await expect.element(field()).toHaveFocus();
	answer("GET /v1.0/users", { value: [user("Diego Rivera"), user("Diego Ribera", ME.id)] });
	await userEvent.keyboard("Diego{Enter}");
	await expect.element(page.getByText("2 people were found.")).toBeVisible();
	const other = page.getByRole("link", { name: "Diego Ribera" });
	await expect.element(other).toHaveAttribute("href", `/helpdesk/person#${ME.id}`);
	await expectAccessible();
	await other.click();
	expect(router.push).toHaveBeenLastCalledWith(`/helpdesk/person#${ME.id}`);
	await expect.element(field()).toHaveValue("");
	answer("GET /v1.0/users", { value: [user("Diego Rivera")] });
	await field().click();
	await userEvent.keyboard("Diego R{Enter}");
	await expect.poll(() => router.push).toHaveBeenLastCalledWith(`/helpdesk/person#${ID}`);
	answer("GET /v1.0/users", { value: [] });
	await field().click();
	await userEvent.keyboard("Nobody{Enter}");
	await expect.element(page.getByText("Nobody was found.")).toBeVisible();
	await expect.element(page.getByText(/^Check the spelling, or type less/)).toBeVisible();
});

test("a guest is shown by their own address, and offered nothing that cannot work", async () => {
	world();
	answer(`GET /v1.0/users/${ID}`, {
		...user("Gudrun Gast"),
		userPrincipalName: "gudrun_fabrikam.com#EXT#@contoso.example",
		userType: "Guest",
	});
	await view();
	await expect.element(page.getByText("gudrun@fabrikam.com")).toBeVisible();
	await expect.element(page.getByText("Cannot change it", { exact: true })).toBeVisible();
	const write = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
	await page.getByRole("button", { name: /^Copy for the ticket/ }).click();
	expect(String(write.mock.lastCall?.[0])).toContain("Gudrun Gast, gudrun@fabrikam.com");
	expect(document.body.textContent).not.toContain("#EXT#");
	expect(page.getByRole("heading", { name: "Status to follow" }).elements()).toEqual([]);
	expect(page.getByRole("button", { name: /temporary password/ }).elements()).toEqual([]);
});

test("a search opens nobody after its page was left", async () => {
	const { promise, resolve } = Promise.withResolvers<Response>();
	answer("GET /v1.0/users", () => promise);
	const left = await search();
	await userEvent.keyboard("Diego{Enter}");
	await expect.poll(calls).toContain("GET /v1.0/users");
	router.push.mockClear();
	await left.unmount();
	resolve(Response.json({ value: [user("Diego Rivera")] }));
	await new Promise((done) => setTimeout(done, 200));
	expect(router.push).not.toHaveBeenCalled();
});

test("a reference opens the person without a Graph search", async () => {
	await search();
	answer("POST /api/helpdesk/references", { id: ID, userPrincipalName: "diego@contoso.example" });
	await userEvent.keyboard("kt 7q2m 9xkd{Enter}");
	await expect.poll(() => router.push).toHaveBeenLastCalledWith(`/helpdesk/person#${ID}`);
	expect(calls().filter((call) => call.includes("/v1.0/"))).toEqual([]);
	answer("POST /api/helpdesk/references", () =>
		Response.json({ code: "reference-not-found" }, { status: 404 }),
	);
	await field().click();
	await userEvent.keyboard("KT-0000-0000{Enter}");
	await expect.element(page.getByText("No change has this reference")).toBeVisible();
	await expectAccessible();
});

test("a reference without its KT opens the person, after a user name of its kind", async () => {
	await search();
	answer("GET /v1.0/users", { value: [] });
	const asked: unknown[] = [];
	answer("POST /api/helpdesk/references", async (request) => {
		asked.push(await request.json());
		return Response.json({ id: ID, userPrincipalName: "diego@contoso.example" });
	});
	await userEvent.keyboard("f1s1c07b{Enter}");
	await expect.poll(() => router.push).toHaveBeenLastCalledWith(`/helpdesk/person#${ID}`);
	expect(asked).toEqual([{ reference: "KT-F1S1-C07B" }]);
	answer("POST /api/helpdesk/references", () =>
		Response.json({ code: "reference-not-found" }, { status: 404 }),
	);
	await field().click();
	await userEvent.keyboard("dana1234{Enter}");
	await expect.element(page.getByText("Nobody was found.")).toBeVisible();
});

test("the address of a status opens the person, and is not sent to Graph", async () => {
	await search();
	answer("GET /api/watches/ticket-1", exampleView({ reference: "KT-7Q2M-9XKD" }));
	const asked: unknown[] = [];
	answer("POST /api/helpdesk/references", async (request) => {
		asked.push(await request.json());
		return Response.json({ id: ID, userPrincipalName: "diego@contoso.example" });
	});
	await userEvent.keyboard(`${window.location.origin}/status/ticket-1{Enter}`);
	await expect.poll(() => router.push).toHaveBeenLastCalledWith(`/helpdesk/person#${ID}`);
	expect(asked).toEqual([{ reference: "KT-7Q2M-9XKD" }]);
	expect(calls().filter((call) => call.includes("/v1.0/"))).toEqual([]);
});

test("an object id, as logs name people, opens the person without a search", async () => {
	await search();
	answer(`GET /v1.0/users/${ID}`, user("Diego Rivera"));
	await userEvent.keyboard(`${ID.toUpperCase()}{Enter}`);
	await expect.poll(() => router.push).toHaveBeenLastCalledWith(`/helpdesk/person#${ID}`);
	answer(`GET /v1.0/users/${ME.id}`, () =>
		Response.json({ error: { code: "Request_ResourceNotFound" } }, { status: 404 }),
	);
	await field().click();
	await userEvent.keyboard(`${ME.id}{Enter}`);
	await expect.element(page.getByText("Nobody was found.")).toBeVisible();
});

test("for an address with a name around it, only the address is searched for", async () => {
	await search();
	const asked: (string | null)[] = [];
	answer("GET /v1.0/users", (request) => {
		asked.push(new URL(request.url).searchParams.get("$search"));
		return Response.json({ value: [] });
	});
	await userEvent.keyboard("Rivera, Diego <diego@contoso.example>{Enter}");
	await expect.element(page.getByText("Nobody was found.")).toBeVisible();
	expect(asked).toEqual([expect.stringContaining('"userPrincipalName:diego@contoso.example"')]);
});

test("punctuation alone is not a name: Graph would list anybody", async () => {
	await search();
	await userEvent.keyboard("%{Enter}");
	await expect.element(page.getByText("Enter at least one letter or digit")).toBeVisible();
	expect(calls().filter((call) => call.includes("/v1.0/"))).toEqual([]);
});

test.each([
	["%", "Enter at least one letter or digit"],
	['"', "Enter at least one letter or digit"],
	["   ", "Enter a name, user name or reference"],
])("a refused search for %j leaves nobody of the last one on the page", async (words, message) => {
	await search();
	answer("GET /v1.0/users", { value: [user("Diego Rivera"), user("Diego Ribera", ME.id)] });
	await userEvent.keyboard("Diego{Enter}");
	await expect.element(page.getByText("2 people were found.")).toBeVisible();
	(field().element() as HTMLInputElement).select();
	await userEvent.keyboard(`${words}{Enter}`);
	await expect.element(page.getByText(message)).toBeVisible();
	expect(page.getByText("2 people were found.").elements()).toEqual([]);
	expect(page.getByRole("link", { name: /Diego/ }).elements()).toEqual([]);
});

test("the key / is not typed into the search that already has the focus", async () => {
	await search();
	await expect.element(field()).toHaveFocus();
	await userEvent.keyboard("/KT");
	await expect.element(field()).toHaveValue("KT");
	await userEvent.keyboard("/");
	await expect.element(field()).toHaveValue("KT/");
});

test("the key / focuses the search, except from a field, and can be switched off", async () => {
	await show(
		<>
			<FindPerson isHome={false} />
			<textarea aria-label="Elsewhere" />
		</>,
		{ signIn: signedIn() },
	);
	await expect.element(field()).not.toHaveFocus();
	await userEvent.keyboard("/");
	await expect.element(field()).toHaveFocus();
	await expect.element(field()).toHaveValue("");
	await page.getByLabelText("Elsewhere").click();
	await userEvent.keyboard("a/b");
	await expect.element(page.getByLabelText("Elsewhere")).toHaveValue("a/b");
	await expectAccessible();
});

test("the key / types its character when the shortcut is off", async () => {
	localStorage.setItem("keyturn.helpdesk", JSON.stringify({ hasShortcut: false }));
	await search(false);
	await userEvent.keyboard("/");
	await expect.element(field()).not.toHaveFocus();
});

/** Applies a device's media rules, which a test cannot emulate. */
function rulesWhere(
	condition: string,
	within = [...document.styleSheets].flatMap(rulesOf),
): CSSRule[] {
	return within.flatMap((rule) =>
		rule instanceof CSSMediaRule && rule.conditionText === condition
			? rulesOf(rule)
			: rulesWhere(condition, rulesOf(rule)),
	);
}
const rulesOf = (rule: object) => ("cssRules" in rule ? [...(rule.cssRules as CSSRuleList)] : []);

test("the shortcut is mentioned at every width, but not by touch", async () => {
	await page.viewport(320, 640);
	await search();
	const hint = page.getByText(/Press \//).element();
	expect(hint.checkVisibility()).toBe(true);
	const byTouch = rulesWhere("(pointer: coarse)").filter(
		(rule) => rule instanceof CSSStyleRule && hint.matches(rule.selectorText),
	);
	expect(byTouch.map(({ cssText }) => cssText).join()).toMatch(/display: none/);
});

test("the search button is beside its field, on a phone below it", async () => {
	await search();
	const bottom = (what: Element) => what.getBoundingClientRect().bottom;
	const button = page.getByRole("button", { name: "Search" }).element();
	await page.viewport(1280, 800);
	expect(bottom(button)).toBe(bottom(field().element()));
	await page.viewport(320, 640);
	expect(bottom(button)).toBeGreaterThan(bottom(field().element()) + 40);
});

test("a long user name breaks after a dot or an at sign, on a phone", async () => {
	await page.viewport(320, 640);
	const upn = "diego.rivera@northernpainters.onmicrosoft.com";
	world();
	answer(`GET /v1.0/users/${ID}`, { ...user("Diego Rivera"), userPrincipalName: upn });
	await view();
	const address = page.getByText(upn);
	await expect.element(address).toBeVisible();
	const lines = linesOf(address.element());
	expect(lines.length).toBeGreaterThan(1);
	for (const line of lines.slice(0, -1)) expect(line).toMatch(/[.@]$/);
});

test("an empty search is reported at the field", async () => {
	await search(false);
	await page.getByRole("button", { name: "Search" }).click();
	await expect.element(page.getByText("Enter a name, user name or reference")).toBeVisible();
	await expect.element(field()).toHaveFocus();
	await expectAccessible();
});

const BLOCKS: [block: object, state: PersonStateName][] = [
	[{ kind: "locked", until: new Date(NOW + 30 * 60_000).toISOString() }, "blocked"],
];
test.each(BLOCKS)("the end of a lockout is a time of day: %o", async (block) => {
	world({ controllers: [controller("dc1", 3, block)] });
	await view();
	await expect.element(page.getByText(/Do not try again before 11:10\./)).toBeVisible();
	await expect.element(page.getByText(/locked in the managed domain until 11:10\./)).toBeVisible();
});

test.each(LOCALES)("all texts exist in %s, with one kind of digits", async (locale) => {
	world();
	await view(locale);
	await expect.element(page.getByRole("heading", { name: "Diego Rivera" })).toBeVisible();
	await expect.element(page.getByText("10:37").first()).toBeVisible();
	expect(document.body.textContent).not.toMatch(/[\u0660-\u0669]/);
	await expectAccessible();
});
