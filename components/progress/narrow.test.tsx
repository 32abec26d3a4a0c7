import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { EXAMPLE_VIEWS } from "#components/design/example-views.ts";
import { signedIn } from "#components/test-support/example-person.ts";
import { linesOf } from "#components/test-support/lines-of.ts";
import { answer } from "#components/test-support/network.ts";
import { show } from "#components/test-support/show.tsx";
import { CHANGED_AT } from "#lib/core/readiness/example-accounts.ts";
import { controllerView, exampleView, NEW_KEYS, OLD_KEYS } from "#lib/core/watch/example-view.ts";
import { statusMessageOf } from "#lib/core/watch/status-message.ts";
import { LOCALES } from "#lib/text/locales.ts";
import { CodeList } from "./code-list.tsx";
import { MailTo } from "./mail-to.tsx";
import { ReadinessReport } from "./readiness-report.tsx";
import { SignInInstructions } from "./sign-in-instructions.tsx";
import { TellMe } from "./tell-me/tell-me.tsx";
import { Timeline } from "./timeline.tsx";

const ARRIVING = exampleView({
	state: "arriving",
	controllers: [controllerView("dc1", NEW_KEYS), controllerView("dc2", OLD_KEYS)],
});

const showArriving = (locale: (typeof LOCALES)[number]) =>
	show(<ReadinessReport ticket="ticket" view={ARRIVING} checkedAt={CHANGED_AT} isConnected />, {
		locale,
	});

test.each(LOCALES)(
	"the half-finished line leaves its stop visible, on a phone: %s",
	async (locale) => {
		await page.viewport(320, 800);
		const { container } = await showArriving(locale);
		const gone = container.querySelector("[data-gone]")?.getBoundingClientRect();
		const stop = container.querySelector("ol li svg")?.parentElement?.getBoundingClientRect();
		expect(gone?.height).toBeGreaterThan(10);
		expect(gone?.top).toBeCloseTo(stop?.bottom ?? 0, 0);
	},
);

test.each([
	["en", "sign-in"],
	["de", "Anmelde"],
] as const)(
	"the headline breaks only between words or syllables, on a phone: %s",
	async (locale, word) => {
		await page.viewport(320, 800);
		await showArriving(locale);
		const lines = linesOf(page.getByRole("heading", { level: 1 }).element());
		expect(lines.length).toBeGreaterThan(2);
		expect(lines.some((line) => line.includes(word))).toBe(true);
		expect(lines.filter((line) => /^\p{Ll}$/u.test(line))).toEqual([]);
	},
);

/** Text spacing that readers may set (WCAG 2.2, 1.4.12). */
const SPACED = "letter-spacing: 0.12em; word-spacing: 0.16em; line-height: 1.5";

test.each(LOCALES)(
	"a headline with text spacing breaks only between words or syllables: %s",
	async (locale) => {
		await page.viewport(320, 800);
		for (const view of Object.values(EXAMPLE_VIEWS)) {
			const { unmount } = await show(
				<ReadinessReport ticket="ticket" view={view} checkedAt={CHANGED_AT} isConnected />,
				{ locale },
			);
			const heading = page.getByRole("heading", { level: 1 }).element();
			heading.setAttribute("style", SPACED);
			const lines = linesOf(heading).map((line) => line.replaceAll("\u00ad", ""));
			expect(lines.filter((line) => /^.?$/u.test(line))).toEqual([]);
			await unmount();
		}
	},
);

/** Too long for one line, and as long as one and a half. */
const ADDRESS = "mateo.6dfaf71@aaddscontoso.com";

/** Expects that an address is broken, and only after a dot or an at sign. */
function expectToBreakWell(element: Element): void {
	const lines = linesOf(element);
	expect(lines.length).toBeGreaterThan(1);
	for (const line of lines.slice(0, -1)) expect(line).toMatch(/[.@]$/);
}

/** Varies the length letter by letter, so that a break at a fixed place would fail for some. */
const MAILBOXES = [ADDRESS, `m${ADDRESS}`, `ma${ADDRESS}`, `maria.${ADDRESS}`];

test.each(MAILBOXES)("%s is shown in full and breaks at a dot or an at sign", async (mailTo) => {
	await page.viewport(320, 800);
	answer("GET /api/watches", () => Response.json({ ticket: "t".repeat(32), mailTo }));
	await show(<TellMe ticket="ticket" view={ARRIVING} mailTo={<MailTo />} />, {
		signIn: signedIn(),
	});
	const text = page.getByText(mailTo);
	await expect.element(text).toBeVisible();
	const room = text.element().parentElement;
	expect(room?.scrollHeight).toBe(room?.clientHeight);
	expectToBreakWell(text.element());
});

test("a user name to type breaks at a dot or an at sign, on a phone", async () => {
	await page.viewport(320, 800);
	const domain = { name: "aaddscontoso.com", netbios: "AADDSCONTOSO" };
	await show(
		<SignInInstructions
			names={{ userPrincipalName: ADDRESS, samAccountName: undefined, domain }}
		/>,
	);
	await page.getByRole("tab", { name: "Windows" }).click();
	expectToBreakWell(page.getByText(ADDRESS, { exact: true }).first().element());
});

test.each(LOCALES)("the platforms are in one row, on a phone: %s", async (locale) => {
	await page.viewport(320, 800);
	const domain = { name: "aaddscontoso.com", netbios: "AADDSCONTOSO" };
	const names = { userPrincipalName: ADDRESS, samAccountName: undefined, domain };
	await show(<SignInInstructions names={names} />, { locale });
	const tops = page
		.getByRole("tab")
		.elements()
		.map((tab) => tab.getBoundingClientRect().top);
	expect(tops).toHaveLength(3);
	expect(new Set(tops).size).toBe(1);
});

test.each(LOCALES)("the action fits on one line, on a phone: %s", async (locale) => {
	await page.viewport(320, 800);
	const view = exampleView({ state: "blocked", obstacle: { kind: "must-change" } });
	const { container } = await show(
		<ReadinessReport ticket="ticket" view={view} checkedAt={CHANGED_AT} isConnected />,
		{ locale },
	);
	const action = container.querySelector("a[href='/change-password']") ?? container;
	expect(linesOf(action)).toHaveLength(1);
});

test("the line still ahead is as visible as the stop it leads to", async () => {
	const { container } = await showArriving("en");
	const ways = container.querySelectorAll("ol > li > span:first-child");
	const last = container.querySelector("ol > li:last-child > span:nth-child(2)") ?? container;
	for (const way of ways)
		expect(getComputedStyle(way).backgroundColor).toBe(getComputedStyle(last).borderTopColor);
	expect(ways).toHaveLength(3);
});

test.each(LOCALES)("the promise of a mail breaks no word, on a phone: %s", async (locale) => {
	await page.viewport(320, 800);
	const view = { ...ARRIVING, isMailed: true };
	const { container } = await show(<TellMe ticket="ticket" view={view} />, { locale });
	const promise = container.querySelector("section p");
	const lines = linesOf(promise ?? container);
	expect(lines.join(" ")).toBe(promise?.textContent);
});

const SERVER = "dc1.aaddscontoso.com";

test("a server's name breaks at a dot", async () => {
	await page.viewport(1280, 800);
	await show(
		<div style={{ width: 320 }}>
			<CodeList facts={[{ name: SERVER, value: "-" }]} />
		</div>,
	);
	const lines = linesOf(page.getByText(SERVER).element());
	expect(lines.length).toBeGreaterThan(1);
	for (const line of lines.slice(0, -1)) expect(line).toMatch(/\.$/);
});

test("what has happened on a server breaks between words, or at a dot of its name", async () => {
	const view = exampleView({ controllers: [controllerView(SERVER, OLD_KEYS)] });
	const message = statusMessageOf(view);
	await show(
		<div style={{ width: 200 }}>
			<Timeline view={view} message={message} checkedAt={CHANGED_AT} />
		</div>,
	);
	const lines = linesOf(page.getByText(`Arrived on ${SERVER}`).element());
	expect(lines.join(" ").split(/[ .]+/)).toEqual(["Arrived", "on", "dc1", "aaddscontoso", "com"]);
});
