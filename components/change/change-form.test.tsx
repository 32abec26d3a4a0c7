import { beforeEach, describe, expect, test, vi } from "vitest";
import { type Locator, page, userEvent } from "vitest/browser";
import { cleanup } from "vitest-browser-react";
import { expectAccessible } from "#components/test-support/accessible.ts";
import { CONFIG, ME, signedIn } from "#components/test-support/example-person.ts";
import { forceColors } from "#components/test-support/forced-colors.ts";
import { router } from "#components/test-support/navigation.ts";
import { answer, calls } from "#components/test-support/network.ts";
import { show } from "#components/test-support/show.tsx";
import { writeChangeRecord } from "#lib/browser/change/change-record.ts";
import { useJudgement } from "#lib/browser/password-help/use-judgement.ts";
import type { PasswordHint, PasswordJudgement } from "#lib/core/password-judgement.ts";
import { forgetGraphTokens } from "#lib/entra/sign-in/sign-in.ts";
import { LOCALES } from "#lib/text/locales.ts";
import { ChangeForm } from "./change-form.tsx";

// The worker and its word lists are built; `e2e/password-help.spec.ts` uses the real ones.
vi.mock("#lib/browser/password-help/use-judgement.ts", () => ({ useJudgement: vi.fn() }));
vi.mock("#lib/browser/password-help/suggest-passphrase.ts", () => {
	const offers = ["Amber-otter-lamp-river-chess-4", "Maple-drum-cloud-piano-sock-9"];
	let given = 0;
	const suggestPassphrase = () => offers[given++ % 2];
	return { suggestPassphrase };
});

const EXISTING = "Existing-Pass-1";
const NEXT = "Granite-Puffin-88";
const GRAPH = CONFIG.tenant.graphUrl;
const CHANGE = "POST /v1.0/me/changePassword";

const existing = page.getByLabelText("Current password", { exact: true });
const next = page.getByLabelText("New password", { exact: true });
const submit = page.getByRole("button", { name: "Change password" });
const summary = page.getByRole("alert").filter({ hasText: "There is a problem" });
const sent = () => calls().filter((call) => call === CHANGE);

/** All hints at once. */
const ALL_HINTS: PasswordHint[] = [
	{ code: "name" },
	{ code: "organisation" },
	{ code: "common" },
	{ code: "points", points: 3, needed: 5 },
	{ code: "other-characters", characters: "ö" },
];

type Strength = NonNullable<PasswordJudgement["strength"]>;

const judged = (level: Strength["level"], advice?: Strength["advice"]) =>
	({ strength: { level, advice }, hints: [] }) as PasswordJudgement;
const hinted = (hint: PasswordHint): PasswordJudgement => ({ strength: undefined, hints: [hint] });

const refused = (status: number, code: string, message: string) => () =>
	Response.json({ error: { code, message, innerError: { "request-id": "r-4711" } } }, { status });
const OPENED = { ticket: "ticket", view: { sentAt: new Date() } };
const WRONG = refused(400, "Request_BadRequest", "It is incorrect. paramName: oldPassword");

beforeEach(() => {
	forgetGraphTokens();
	vi.mocked(useJudgement).mockReturnValue(undefined);
	answer("GET /v1.0/me", {
		id: ME.id,
		displayName: ME.displayName,
		userPrincipalName: ME.userPrincipalName,
		lastPasswordChangeDateTime: ME.lastPasswordChangeAt,
	});
	answer("POST /api/watches", OPENED);
	answer("PUT /api/watches/ticket/change", { view: {} });
	answer(CHANGE, () => new Response(null, { status: 204 }));
});

/** Renders the form; a second call is like a reload. */
async function form() {
	await cleanup();
	return await show(<ChangeForm me={ME} />, { signIn: signedIn() });
}

/** Types real keys into both fields, as people do. */
async function type(old = EXISTING, wanted = NEXT): Promise<void> {
	await typeInto(existing, old);
	await typeInto(next, wanted);
}

/** Opens the form, fills it in and sends it. */
async function send(...typed: Parameters<typeof type>): Promise<void> {
	await form();
	await type(...typed);
	await submit.click();
}

/** Replaces a field's value by typing. */
async function typeInto(field: Locator, text: string): Promise<void> {
	await field.click();
	await userEvent.keyboard("{Control>}a{/Control}{Delete}");
	if (text) await userEvent.keyboard(text);
}

describe("before anything is sent", () => {
	test.each<[what: string, old: string, wanted: string, words: RegExp]>([
		["nothing is entered", "", "", /^Enter your current password/],
		["the new password is missing", EXISTING, "", /^Enter your new password/],
		["it is too short", EXISTING, "Ab1!xyz", /must be 8 characters or more/],
		["it is too long", EXISTING, `Ab1!${"x".repeat(253)}`, /must be 256 characters or fewer/],
		["it has too few kinds", EXISTING, "lowercaseonly", /must have three of these four/],
		["it has other characters", EXISTING, "Größe-2026", /must not have these characters: ö ß/],
		["it is the existing one", EXISTING, EXISTING, /must be different/],
	])("says that %s", async (_what, old, wanted, words) => {
		await send(old, wanted);
		await expect.element(summary).toHaveFocus();
		expect(document.title).toBe("Error: Keyturn");
		await summary.getByRole("link", { name: words }).click();
		const field = old ? next : existing;
		await expect.element(field).toHaveFocus();
		await expect.element(field).toHaveAttribute("aria-invalid", "true");
		await expect.element(field).toHaveAccessibleDescription(words);
		expect(calls()).toEqual([]);
	});

	test("a blank copied along is questioned, and may be intended", async () => {
		answer(CHANGE, WRONG);
		await send(`${EXISTING} `, NEXT);
		const doubt = summary.getByRole("link", { name: /starts or ends with a space/ });
		await expect.element(doubt).toBeVisible();
		expect(sent()).toHaveLength(0);
		await submit.click();
		await expect.element(summary.getByRole("link", { name: /password is wrong/ })).toBeVisible();
		expect(sent()).toHaveLength(1);
		// A different text raises the doubt again.
		await existing.click();
		await userEvent.keyboard("{End}{Backspace}{Home} ");
		await submit.click();
		await expect.element(doubt).toBeVisible();
		expect(sent()).toHaveLength(1);
		answer(CHANGE, () => new Response(null, { status: 204 }));
		await existing.click();
		await userEvent.keyboard("{Home}{Delete}");
		await submit.click();
		await expect.poll(() => router.replace).toHaveBeenCalledWith("/progress");
	});
});

test("after an error people can keep typing, and corrected fields are no longer marked", async () => {
	answer(CHANGE, WRONG);
	await form();
	await submit.click();
	await expect.element(summary).toHaveFocus();
	await existing.click();
	await userEvent.keyboard("Not-The-Password-1");
	await expect.element(existing).toHaveFocus();
	await expect.element(existing).toHaveValue("Not-The-Password-1");
	await expect.element(existing).not.toHaveAttribute("aria-invalid");
	expect(summary.getByRole("link").elements()).toHaveLength(1);
	expect(document.title).toBe("Error: Keyturn");
	await next.click();
	await userEvent.keyboard(NEXT);
	await expect.element(next).toHaveValue(NEXT);
	await expect.element(summary).not.toBeInTheDocument();
	expect(document.title).toBe("Keyturn");

	await userEvent.keyboard("{Enter}");
	await expect.element(summary).toHaveFocus();
	await summary.getByRole("link", { name: /password is wrong/ }).click();
	answer(CHANGE, () => new Response(null, { status: 204 }));
	await userEvent.keyboard("{Control>}a{/Control}");
	await userEvent.keyboard(EXISTING);
	await expect.element(existing).toHaveValue(EXISTING);
	await expect.element(summary).not.toBeInTheDocument();
	await userEvent.keyboard("{Enter}");
	await expect.poll(() => router.replace).toHaveBeenCalledWith("/progress");
});

describe("sending", () => {
	test("sends the passwords only to Graph, once, after the watch was opened", async () => {
		const bodies: unknown[] = [];
		answer(CHANGE, async (request) => {
			expect(new URL(request.url).origin).toBe(GRAPH);
			bodies.push(await request.json());
			return new Response(null, { status: 204 });
		});
		await form();
		await type();
		await submit.dblClick();
		await expect.poll(() => router.replace).toHaveBeenCalledWith("/progress");
		expect(bodies).toEqual([{ currentPassword: EXISTING, newPassword: NEXT }]);
		expect(calls().indexOf("POST /api/watches")).toBeLessThan(calls().indexOf(CHANGE));
		const kept = JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href]);
		expect(kept).not.toContain(EXISTING);
		expect(kept).not.toContain(NEXT);
	});

	test("hides what was shown, and says that it is sending", async () => {
		const { promise, resolve } = Promise.withResolvers<Response>();
		answer(CHANGE, () => promise);
		await form();
		await type();
		await page.getByRole("button", { name: "Show new password" }).click();
		await expect.element(next).toHaveAttribute("type", "text");
		await submit.click();
		const busy = page.getByRole("button", { name: "Changing your password…" });
		await expect.element(busy).toHaveAttribute("aria-disabled", "true");
		await expect.element(next).toHaveAttribute("type", "password");
		await busy.click({ force: true });
		resolve(new Response(null, { status: 204 }));
		await expect.poll(() => router.replace).toHaveBeenCalledOnce();
		expect(sent()).toHaveLength(1);
	});

	test.each<[what: string, says: string, words: RegExp, at: string]>([
		["a wrong password", "paramName: oldPassword", /^Current password is wrong/, "existing"],
		["one that is banned", "Choose one that is harder to guess.", /too easy to guess/, "new"],
		["one used before", "It was used before.", /you have used it before/, "new"],
		["one that breaks other rules", "It is too short.", /breaks your organisation’s rules/, "new"],
		["one without a reason", "It does not comply.", /too easy to guess, or you have used/, "new"],
		["a minimum age", "changed too recently", /changed your password too recently/, ""],
		["something new", "Reworded since.", /does not know.*request r-4711/, ""],
	])("reports Microsoft's answer: %s", async (_what, says, words, field) => {
		answer(CHANGE, refused(400, "Request_BadRequest", says));
		await send();
		await expect.element(summary).toHaveFocus();
		await expect.element(summary.getByText(words)).toBeVisible();
		await expect.element(summary.getByText(/Nothing has changed/)).toBeVisible();
		for (const one of [existing, next]) {
			const isWrong = one.element().id === field;
			expect(one.element().getAttribute("aria-invalid")).toBe(isWrong ? "true" : null);
		}
		expect(summary.getByRole("link").elements()).toHaveLength(field ? 1 : 0);
		expect(router.replace).not.toHaveBeenCalled();
	});

	test.each<[what: string, status: number, code: string, words: RegExp]>([
		["cannot be reached", 0, "", /not responding.*Nothing has changed/],
		["is away", 502, "unexpected", /server has a problem.*Nothing has changed/],
		["cannot save", 503, "store-unavailable", /cannot save anything.*Nothing has changed/],
		["has ended the sign-in", 401, "token-refused", /sign-in has ended.*Nothing has changed/],
	])("does not start when the portal %s", async (_what, status, code, words) => {
		answer("POST /api/watches", async () => {
			if (!status) throw new TypeError("Failed to fetch");
			return Response.json({ code }, { status });
		});
		await send();
		await expect.element(summary.getByText(words)).toBeVisible();
		const again = page.getByRole("button", { name: "Sign in again" });
		expect(again.elements()).toHaveLength(status === 401 ? 1 : 0);
		for (const button of again.elements()) {
			const { bottom, width } = button.getBoundingClientRect();
			const form = button.closest("form") as HTMLElement;
			const label = page.getByText("Current password", { exact: true }).element();
			expect(width).toBeLessThan(form.clientWidth / 2);
			expect(label.getBoundingClientRect().top - bottom).toBeGreaterThanOrEqual(16);
		}
		expect(sent()).toEqual([]);
		answer("POST /api/watches", OPENED);
		await submit.click();
		await expect.poll(() => router.replace).toHaveBeenCalledWith("/progress");
	});

	/** Errors of MSAL and the browser when the form requests its token. */
	const cacheError = (errorCode: string) =>
		Object.assign(new Error("cache"), { name: "CacheError", errorCode });
	test.each<[what: string, thrown: unknown, words: RegExp]>([
		["a full storage", cacheError("cache_quota_exceeded"), /no room left.*Nothing has changed/],
		["a closed storage", cacheError("SecurityError"), /needs cookies.*Nothing has changed/],
		["a bug", new TypeError("x is not a function"), /went wrong on this page/],
		["a thrown value that is not an error", "text", /went wrong on this page/],
	])("leaves the form usable after %s", async (_what, thrown, words) => {
		const signIn = signedIn();
		const acquire = vi.spyOn(signIn.client, "acquireTokenSilent").mockRejectedValue(thrown);
		await show(<ChangeForm me={ME} />, { signIn });
		await type();
		await submit.click();
		await expect.element(summary.getByText(words)).toBeVisible();
		await expect.element(submit).toHaveAttribute("aria-disabled", "false");
		await expect.element(next).toHaveValue(NEXT);
		expect(sent()).toEqual([]);
		acquire.mockRestore();
		await submit.click();
		await expect.poll(() => router.replace).toHaveBeenCalledWith("/progress");
		expect(sent()).toHaveLength(1);
	});

	test("warns before Microsoft locks, and then waits", async () => {
		answer(CHANGE, WRONG);
		await form();
		await type();
		const lockout = summary.getByText(/locks your account after 10 failed attempts/);
		for (let tried = 1; tried <= 3; tried++) {
			expect(lockout.elements()).toEqual([]);
			await submit.click();
			await expect.poll(() => sent()).toHaveLength(tried);
			await expect.element(summary).toBeVisible();
		}
		await expect.element(lockout).toBeVisible();
		await expectToWait(3);
		await expect.element(existing).toHaveValue(EXISTING);
	});

	test("waits after too many requests for its own time without Retry-After", async () => {
		answer(CHANGE, refused(429, "TooManyRequests", ""));
		await send();
		await expect.element(summary.getByText(/is busy/)).toBeVisible();
		await expectToWait(1);
	});

	test("waits after too many requests for as long as Retry-After says", async () => {
		const headers = { "Retry-After": "600" };
		answer(CHANGE, () => Response.json({ error: { code: "x" } }, { status: 429, headers }));
		await send();
		await expect.element(summary.getByText(/is busy/)).toBeVisible();
		expect(keptTries()).toMatchObject({ retryAfterMs: 600_000 });
	});

	const keptTries = () => JSON.parse(localStorage.getItem("keyturn.tries") ?? "{}");

	/** Nothing more is sent, even after a reload, until the wait is over. */
	async function expectToWait(tried: number): Promise<void> {
		await submit.click();
		await expect.element(summary.getByText(/^Wait until/)).toBeVisible();
		await send();
		await expect.element(summary.getByText(/^Wait until/)).toBeVisible();
		expect(sent()).toHaveLength(tried);
		const lastAt = new Date(Date.now() - 10 * 60_000);
		localStorage.setItem("keyturn.tries", JSON.stringify({ ...keptTries(), lastAt }));
		answer(CHANGE, () => new Response(null, { status: 204 }));
		await submit.click();
		await expect.poll(() => router.replace).toHaveBeenCalledWith("/progress");
	}

	test("needs consent while the outcome of the last attempt is unknown", async () => {
		const sentAt = new Date();
		writeChangeRecord({
			ticket: "ticket",
			personId: ME.id,
			previousChangeAt: ME.lastPasswordChangeAt,
			sentAt,
			changedAt: undefined,
			isReported: false,
			lastTry: "not-known",
		});
		await send();
		await expect.element(summary.getByText(/no clear answer came.*submit again/)).toBeVisible();
		await expect.element(page.getByRole("link", { name: "See progress" })).toBeVisible();
		expect(sent()).toEqual([]);
		await submit.click();
		await expect.poll(() => router.replace).toHaveBeenCalledWith("/progress");
		expect(sent()).toHaveLength(1);
	});
});

describe("the rules", () => {
	const rule = (text: RegExp) => page.getByRole("listitem").filter({ hasText: text });
	const done = (one: Locator) => one.getByText("done");

	test("are ticked as soon as they are met, and unticked again", async () => {
		await form();
		const length = rule(/^8 to 256 characters/);
		const kinds = rule(/^three of:/);
		const characters = rule(/^no letters such as/);
		const different = rule(/^different from/);
		for (const one of [length, kinds, characters, different]) {
			await expect.element(done(one)).not.toBeInTheDocument();
		}
		await type(EXISTING, "Granite");
		await expect.element(done(characters)).toBeVisible();
		await expect.element(done(different)).toBeVisible();
		await expect.element(done(length)).not.toBeInTheDocument();
		await userEvent.keyboard("-8");
		await expect.element(done(length)).toBeVisible();
		await expect.element(done(kinds)).toBeVisible();
		await userEvent.keyboard("ö");
		await expect.element(done(characters)).not.toBeInTheDocument();
		await typeInto(next, EXISTING);
		await expect.element(done(different)).not.toBeInTheDocument();
	});

	test("have a link beside them for people who do not know their password", async () => {
		await form();
		const link = page.getByRole("link", { name: "I’ve forgotten it" });
		await expect.element(link).toHaveAttribute("href", "/no-password");
	});

	test("belong to the new password, for a screen reader", async () => {
		await form();
		await expect.element(next).toHaveAccessibleDescription(/8 to 256 characters/);
	});
});

describe("help with the new password", () => {
	const suggest = page.getByRole("button", { name: "Suggest a passphrase" });
	const offered = page.getByRole("region", { name: "A passphrase for you" });

	test("a passphrase can be chosen and sent by keyboard alone", async () => {
		await form();
		await typeInto(existing, EXISTING);
		await next.click();
		await userEvent.keyboard("{Tab}{Tab}");
		await expect.element(suggest).toHaveFocus();
		await userEvent.keyboard("{Enter}");
		await expect.element(offered).toHaveFocus();
		await expect.element(offered.getByText(/5 words and a digit/)).toBeVisible();
		const first = offered.getByRole("status").element().textContent;
		await page.getByRole("button", { name: "Suggest another" }).click();
		await expect.element(offered.getByRole("status")).not.toHaveTextContent(first ?? "");
		const chosen = offered.getByRole("status").element().textContent;
		await userEvent.keyboard("{Shift>}{Tab}{/Shift}{Enter}");
		await expect.element(next).toHaveFocus();
		await expect.element(next).toHaveValue(chosen);
		await expect.element(next).toHaveAttribute("type", "text");
		await expect.element(offered).not.toBeInTheDocument();
		await expect.element(page.getByText(/filled it in above/)).toBeVisible();
		await userEvent.keyboard("{Enter}");
		await expect.poll(() => router.replace).toHaveBeenCalledWith("/progress");
	});

	const judgements: [words: RegExp, judgement: PasswordJudgement][] = [
		[/Weak: easy to guess\. Add|Weak: easy to guess\./, judged("weak", "word")],
		[/Fair: can be guessed with some effort\. Make it longer/, judged("fair", "longer")],
		[/Good: hard to guess\. Dates and years are easy/, judged("good", "date")],
		[/Strong: very hard to guess\./, judged("strong")],
		[/one of the most common passwords/, hinted({ code: "common" })],
		[/It has your own name in it/, hinted({ code: "name" })],
		[/your organisation’s name in it/, hinted({ code: "organisation" })],
		[/Too much of it is easy to guess/, hinted({ code: "points", points: 3, needed: 5 })],
		[/does not allow these characters: ö/, hinted({ code: "other-characters", characters: "ö" })],
	];
	test.each(judgements)(
		"shows %s while it is typed, and announces it once",
		async (words, announced) => {
			vi.mocked(useJudgement).mockReturnValue(announced);
			await form();
			await next.click();
			await expect.element(page.getByText(words).first()).not.toBeInTheDocument();
			await userEvent.keyboard("Aa");
			await expect.element(page.getByText(words).first()).toBeVisible();
			const spoken = page.getByRole("status").filter({ hasText: words });
			expect(spoken.elements()).toHaveLength(0);
			await expect.element(spoken).toBeInTheDocument();
		},
	);

	test("does not praise a password that Microsoft has just refused, until another is typed", async () => {
		vi.mocked(useJudgement).mockReturnValue(judged("strong"));
		answer(CHANGE, refused(400, "Request_BadRequest", "The password is too weak: banned."));
		await form();
		await type();
		const praise = page.getByText(/^Strong: very hard to guess/);
		const spoken = page.getByRole("status").filter({ hasText: /^Strong/ });
		await expect.element(praise.first()).toBeVisible();
		await expect.element(spoken).toBeInTheDocument();
		await userEvent.keyboard("{Enter}");
		await expect.element(summary.getByText(/too easy to guess/)).toBeVisible();
		await expect
			.poll(() => praise.elements().filter((one) => one.closest("[data-room]")))
			.toEqual([]);
		await next.click();
		await userEvent.keyboard("9");
		await expect.poll(() => praise.elements().some((one) => one.closest("[data-room]"))).toBe(true);
		await expect.element(spoken).toBeInTheDocument();
	});

	test("says that it must differ, however strong, before it is sent", async () => {
		vi.mocked(useJudgement).mockReturnValue(judged("strong"));
		const { container } = await form();
		await type(EXISTING, EXISTING);
		const help = () => container.querySelector("[data-room]")?.textContent;
		await expect.poll(help).toMatch(/must be different from your current password/);
		expect(help()).not.toMatch(/Strong/);
		const spoken = page.getByRole("status").filter({ hasText: /must be different/ });
		await expect.element(spoken).toBeInTheDocument();
		// Whichever of the two is corrected.
		await existing.click();
		await userEvent.keyboard("2");
		await expect.poll(help).toMatch(/^Strong/);
	});

	test("keeps its segments apart from each other in forced colours", async () => {
		vi.mocked(useJudgement).mockReturnValue(judged("good"));
		const { container } = await form();
		await forceColors(true);
		await type();
		await expect.poll(() => container.querySelector("[data-room] strong")).not.toBeNull();
		const segments = [...container.querySelectorAll("[data-room] [aria-hidden] > span")];
		const colours = segments.map((one) => getComputedStyle(one).backgroundColor);
		await forceColors(false);
		expect(colours).toHaveLength(4);
		expect(new Set(colours.slice(0, 3)).size).toBe(1);
		expect(colours[3]).not.toBe(colours[0]);
	});

	test("moves no button when it appears", async () => {
		await page.viewport(320, 800);
		await form();
		await type(EXISTING, "Password");
		const box = () => submit.element().getBoundingClientRect().toJSON();
		const before = box();
		vi.mocked(useJudgement).mockReturnValue({ ...judged("weak", "own"), hints: ALL_HINTS });
		await userEvent.keyboard("1");
		await expect.element(page.getByText(/most common passwords/).first()).toBeVisible();
		await expect.element(page.getByText(/Weak: easy to guess/)).toBeVisible();
		expect(box()).toEqual(before);
	});
});

const SAID: Strength[] = [
	...(["weak", "fair", "good", "strong"] as const).map((level) => ({
		level,
		advice: "word" as const,
	})),
	...(["own", "keyboard", "repeat", "sequence", "date", "name", "longer"] as const).map(
		(advice) => ({ level: "fair" as const, advice }),
	),
];

test.each(LOCALES)("no advice moves a button: %s", async (locale) => {
	await page.viewport(320, 800);
	const { container } = await show(<ChangeForm me={ME} />, { locale, signIn: signedIn() });
	const top = () => container.querySelector("[type=submit]")?.getBoundingClientRect().top;
	const field = container.querySelector<HTMLInputElement>("#new");
	field?.focus();
	await userEvent.keyboard("A");
	await expect.poll(() => container.querySelector("[data-room] p")).not.toBeNull();
	const before = top();
	for (const strength of SAID) {
		vi.mocked(useJudgement).mockReturnValue({ strength, hints: [] });
		await userEvent.keyboard("a");
		await expect.poll(() => container.querySelector("[data-room] strong")).not.toBeNull();
		expect(top(), JSON.stringify(strength)).toBe(before);
	}
});

describe("a password field", () => {
	test("says when Caps Lock is on", async () => {
		await form();
		const press = (modifierCapsLock: boolean) =>
			next
				.element()
				.dispatchEvent(new KeyboardEvent("keyup", { key: "a", modifierCapsLock, bubbles: true }));
		press(true);
		await expect.element(next).toHaveAccessibleDescription(/Caps Lock is on/);
		press(false);
		await expect.element(page.getByText("Caps Lock is on")).not.toBeInTheDocument();
	});

	test("is shown and hidden by a text button, and announces it", async () => {
		await form();
		await existing.click();
		await userEvent.keyboard(`${EXISTING}{Tab}`);
		const toggle = page.getByRole("button", { name: /(Show|Hide) current password/ });
		await expect.element(toggle).toHaveFocus();
		await userEvent.keyboard("{Enter}");
		await expect.element(existing).toHaveAttribute("type", "text");
		await expect.element(page.getByText("Your password is shown")).toBeInTheDocument();
		await expect.element(toggle).toHaveAccessibleName("Hide current password");
		await userEvent.keyboard("{Enter}");
		await expect.element(existing).toHaveAttribute("type", "password");
		await expect.element(page.getByText("Your password is hidden")).toBeInTheDocument();
	});

	test("has the attributes that password managers need, and accepts pasted text", async () => {
		const { container } = await form();
		const username = container.querySelector("input[autocomplete=username]");
		expect(username).toHaveProperty("value", ME.userPrincipalName);
		await expect.element(existing).toHaveAttribute("autocomplete", "current-password");
		await expect.element(next).toHaveAttribute("autocomplete", "new-password");
		expect(next.element().getAttribute("passwordrules")).toMatch(/minlength: 8; maxlength: 256;/);
		await page.getByRole("button", { name: "Show current password" }).click();
		await typeInto(existing, NEXT);
		await existing.click();
		await userEvent.keyboard("{Control>}a{/Control}");
		await userEvent.copy();
		await next.click();
		await userEvent.paste();
		await expect.element(next).toHaveValue(NEXT);
	});
});

test.each(LOCALES)("is accessible in every state: %s", async (locale) => {
	vi.mocked(useJudgement).mockReturnValue({ ...judged("weak", "own"), hints: ALL_HINTS });
	const { container } = await show(<ChangeForm me={ME} />, { locale, signIn: signedIn() });
	await expectAccessible();
	container.querySelector<HTMLButtonElement>("button[aria-expanded]")?.click();
	await expect.element(page.getByRole("region").last()).toBeVisible();
	await userEvent.type(container.querySelector("#new") as Element, "abc-ö");
	await expect.element(page.getByText("ö").first()).toBeVisible();
	container.querySelector<HTMLButtonElement>("button[type=submit]")?.click();
	await expect.element(page.getByRole("alert")).toHaveFocus();
	expect(getComputedStyle(container.querySelector("output") as Element).direction).toBe("ltr");
	await expectAccessible();
});
