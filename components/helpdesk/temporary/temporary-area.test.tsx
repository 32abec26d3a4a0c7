import { useState } from "react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { FailurePlace } from "#components/failure/failure-text.ts";
import { expectAccessible } from "#components/test-support/accessible.ts";
import { CONFIG, ME, signedIn } from "#components/test-support/example-person.ts";
import { answer, calls } from "#components/test-support/network.ts";
import { show } from "#components/test-support/show.tsx";
import { enter, SHOWN_FOR_MS } from "#lib/browser/helpdesk/temporary/shown-temporary.ts";
import { exampleMember } from "#lib/core/cohort/example-people.ts";
import { LOCALES, type Locale } from "#lib/text/locales.ts";
import { TemporaryArea } from "./temporary-area.tsx";

const PERSON = exampleMember({
	id: "22222222-3333-4444-8555-666666666666",
	displayName: "Diego Rivera",
	userPrincipalName: "diego.rivera@contoso.example",
	lastPasswordChangeAt: new Date("2026-01-05T08:00:00Z"),
});
const USER_ADMINISTRATOR = "fe930be7-5e62-47db-91af-98c3a49a38b1";
const AT = `/v1.0/users/${PERSON.id}`;
const TICKET = "t".repeat(32);

const user = (more: object = {}) => ({
	id: PERSON.id,
	displayName: PERSON.displayName,
	userPrincipalName: PERSON.userPrincipalName,
	userType: "Member",
	accountEnabled: true,
	onPremisesSyncEnabled: null,
	lastPasswordChangeDateTime: "2026-01-05T08:00:00Z",
	identities: [
		{
			signInType: "userPrincipalName",
			issuer: "contoso.example",
			issuerAssignedId: PERSON.userPrincipalName,
		},
	],
	...more,
});

/**
 * Graph and the portal's server, for an agent with the User Administrator role. `Response.error()`: the password is
 * set, and the answer is lost.
 */
function world({ person = {}, patch = new Response(null, { status: 204 }) } = {}) {
	let date: string | undefined;
	let mustChange: boolean | null = null;
	const notes: unknown[] = [];
	const current = () => ({
		...(date && { lastPasswordChangeDateTime: date }),
		passwordProfile: { forceChangePasswordNextSignIn: mustChange },
	});
	answer("POST /v1.0/$batch", async (request) => {
		const { requests } = (await request.json()) as { requests: { id: string; url: string }[] };
		const responses = requests.map(({ id, url }) => ({
			id,
			status: 200,
			headers: {},
			body: url.startsWith("/users/") ? user({ ...person, ...current() }) : { value: [] },
		}));
		return Response.json({ responses });
	});
	answer("GET /v1.0/me/transitiveMemberOf", {
		value: [{ "@odata.type": "#microsoft.graph.directoryRole", id: "role" }],
	});
	answer("GET /v1.0/directoryRoles", {
		value: [{ id: "role", roleTemplateId: USER_ADMINISTRATOR }],
	});
	answer("GET /v1.0/groups", { value: [] });
	answer(`GET ${AT}`, () => Response.json(user(current())));
	answer(`PATCH ${AT}`, () => {
		const isLost = patch.type === "error";
		date = patch.ok || isLost ? "2026-11-29T03:00:00Z" : undefined;
		if (isLost) throw new TypeError("Failed to fetch");
		return patch.clone();
	});
	answer("POST /api/helpdesk/temporary-passwords", async (request) => {
		notes.push(await request.json());
		return Response.json({ ticket: TICKET, view: {} }, { status: 201 });
	});
	answer(`PUT /api/helpdesk/temporary-passwords/${TICKET}`, async (request) => {
		notes.push(await request.json());
		return new Response(null, { status: 204 });
	});
	/** The person sets a password of their own. */
	const setOwn = () => {
		date = "2026-11-29T03:05:00Z";
		mustChange = false;
	};
	/** An administrator sets another one, without this portal. */
	const setElsewhere = () => {
		date = "2026-11-29T03:05:00Z";
		mustChange = true;
	};
	return { notes, setOwn, setElsewhere };
}

/** Like the surrounding page, which passes a new object for the same person with each update. */
function Reading() {
	const [person, setPerson] = useState(PERSON);
	return <TemporaryArea person={person} onChange={() => setPerson({ ...PERSON })} />;
}

const area = (locale: Locale = "en") =>
	show(
		<FailurePlace value="helpdesk">
			<TemporaryArea person={PERSON} onChange={() => undefined} />
		</FailurePlace>,
		{ locale, signIn: signedIn() },
	);

async function prepare(): Promise<void> {
	await userEvent.tab();
	await userEvent.keyboard("{Enter}");
}

async function confirm(): Promise<void> {
	await page.getByRole("checkbox").click();
	await userEvent.keyboard("{Enter}");
}

async function setPassword(): Promise<void> {
	await prepare();
	await confirm();
}

afterEach(() => enter(PERSON.id, { kind: "closed" }));

const shown = () => page.getByRole("region", { name: "Temporary password" });

test("the effects are shown, and without the checkbox nothing is sent", async () => {
	world();
	await area();
	await prepare();
	await expect.element(page.getByText("What it does")).toBeVisible();
	await page.getByRole("button", { name: "Set a temporary password" }).click();
	await expect.element(page.getByText("Make sure who it is, and tick the box")).toBeVisible();
	await expect.element(page.getByRole("checkbox")).toHaveFocus();
	expect(calls().filter((one) => one.startsWith("PATCH"))).toEqual([]);
	await expectAccessible();
});

test("it is spelled out, not announced, and disappears after a while", async () => {
	const { notes } = world();
	await area();
	await setPassword();
	await expect.element(shown()).toBeVisible();
	const password = [...shown().element().children].map((part) => part.textContent).join("");
	expect(password).toMatch(/^[A-Z][a-z]{7}[2-9]{3}[a-z]{4}$/);
	const spelled = page.getByRole("list", { name: "Spelled" }).getByRole("listitem");
	expect(spelled.elements()).toHaveLength(15);
	expect(spelled.first().element().textContent).toMatch(/, capital$/);
	await expect.element(page.getByText(/^Waiting for the person’s own/)).toBeVisible();
	expect(JSON.stringify(notes)).not.toContain(password);
	expect(notes.at(-1)).toMatchObject({ outcome: "set", changedAt: "2026-11-29T03:00:00.000Z" });
	expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain(password);
	await expectAccessible();
	window.dispatchEvent(new Event("pagehide"));
	await expect.element(page.getByText(/is hidden and cannot be shown again/)).toBeVisible();
	expect(document.body.textContent).not.toContain(password);
});

test("the browser asks before the page is left with a password on it, and not afterwards", async () => {
	world();
	/** @returns whether the browser would ask */
	const leave = () => !window.dispatchEvent(new Event("beforeunload", { cancelable: true }));
	await area();
	await prepare();
	await expect.element(page.getByRole("checkbox")).toBeVisible();
	expect(leave()).toBe(false);
	await confirm();
	await expect.element(shown()).toBeVisible();
	expect(leave()).toBe(true);
	await page.getByRole("button", { name: "Hide the password" }).click();
	expect(leave()).toBe(false);
});

test("whatever button is pressed, the focus stays in this part of the page", async () => {
	world();
	await area();
	const heading = page.getByRole("heading", { name: "Temporary password", exact: true });
	await prepare();
	await page.getByRole("button", { name: "Do not set one" }).click();
	await expect.element(heading).toHaveFocus();
	await setPassword();
	await page.getByRole("button", { name: "Hide the password" }).click();
	await expect.element(page.getByText(/is hidden and cannot be shown again/)).toBeVisible();
	await expect.element(heading).toHaveFocus();
});

test("after five minutes it is hidden", async () => {
	world();
	await area();
	await prepare();
	await expect.element(page.getByRole("checkbox")).toBeVisible();
	vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
	await confirm();
	await expect.poll(() => shown().elements()).toHaveLength(1);
	await vi.advanceTimersByTimeAsync(SHOWN_FOR_MS);
	vi.useRealTimers();
	await expect.element(page.getByText(/is hidden and cannot be shown again/)).toBeVisible();
});

test("a password set while its panel is closed is shown when the agent comes back", async () => {
	const { setOwn } = world();
	let turn = (_isOpen: boolean) => {};
	function Drawer() {
		const [isOpen, setIsOpen] = useState(true);
		turn = setIsOpen;
		return isOpen && <TemporaryArea person={PERSON} onChange={() => undefined} />;
	}
	const told = Promise.withResolvers<void>();
	answer(`PATCH ${AT}`, async () => {
		await told.promise;
		setOwn();
		return new Response(null, { status: 204 });
	});
	await show(<Drawer />, { signIn: signedIn() });
	await setPassword();
	await expect.poll(() => calls()).toContain(`PATCH ${AT}`);
	turn(false);
	told.resolve();
	await expect.poll(() => page.getByRole("heading").elements()).toEqual([]);
	turn(true);
	await expect.element(shown()).toBeVisible();
	const password = shown().element().textContent;
	turn(false);
	await expect.poll(() => shown().elements()).toEqual([]);
	turn(true);
	await expect.poll(() => shown().element().textContent).toBe(password);
});

const refused = (code: string, message: string, status = 403) =>
	Response.json({ error: { code, message, innerError: { "request-id": "id-7" } } }, { status });

describe("a refusal", () => {
	test.each<[string, Response, RegExp]>([
		["of the role", refused("Authorization_RequestDenied", "Insufficient"), /does not reach/],
		["of the password", refused("Request_BadRequest", "does not comply", 400), /not accept this/],
		["for too much", refused("TooManyRequests", "Later", 429), /is busy/],
	])("%s is reported, without a password, with the next step", async (_what, patch, words) => {
		world({ patch });
		await area();
		await setPassword();
		await expect.element(page.getByText(words)).toBeVisible();
		await expect.element(page.getByText(/Request ID: id-7$/)).toBeVisible();
		await expect.element(page.getByText(/“Forgot my password”/)).toBeVisible();
		expect(shown().elements()).toEqual([]);
	});
});

test("after a lost answer it is shown if Entra has a new password since", async () => {
	world({ patch: Response.error() });
	await area();
	await setPassword();
	await expect.element(page.getByText(/^Microsoft Graph did not answer, but/)).toBeVisible();
	await expect.element(shown()).toBeVisible();
});

test("the person's own change is followed once, however often the person is read", async () => {
	const { setOwn } = world();
	let followed = 0;
	answer("POST /api/helpdesk/tickets", () => {
		followed += 1;
		return Response.json({ ticket: TICKET, view: {} }, { status: 201 });
	});
	await show(<Reading />, { signIn: signedIn() });
	await setPassword();
	await expect.element(page.getByText(/^Waiting for the person’s own/)).toBeVisible();
	setOwn();
	await expect.element(page.getByText(/^A newer password since/)).toBeVisible();
	await new Promise((resolve) => setTimeout(resolve, 1_500));
	expect(followed).toBe(1);
});

test("another agent's temporary password is not the person's own, and this one is no longer shown", async () => {
	const { setOwn: setAnother } = world();
	answer("POST /api/helpdesk/tickets", { ticket: TICKET, view: { isTemporary: true } });
	await show(<Reading />, { signIn: signedIn() });
	await setPassword();
	await expect.element(page.getByText(/^Waiting for the person’s own/)).toBeVisible();
	setAnother();
	await expect
		.element(page.getByText(/^Another temporary password was set after it/))
		.toBeVisible();
	await expect.element(page.getByText("The temporary password no longer works.")).toBeVisible();
	expect(shown().elements()).toEqual([]);
	expect(page.getByText(/A newer password since/).elements()).toEqual([]);
	await expectAccessible();
});

test("a temporary password that was set without this portal is not the person's own, and is not followed", async () => {
	const { setElsewhere } = world();
	await show(<Reading />, { signIn: signedIn() });
	await prepare();
	await expect.element(page.getByRole("checkbox")).toBeVisible();
	await confirm();
	await expect.element(page.getByText(/^Waiting for the person’s own/)).toBeVisible();
	setElsewhere();
	await expect
		.element(page.getByText(/^Another temporary password was set after it/))
		.toBeVisible();
	expect(shown().elements()).toEqual([]);
	expect(calls()).not.toContain("POST /api/helpdesk/tickets");
});

test("the reason why somebody cannot get one is shown, with the next step", async () => {
	world({ person: { onPremisesSyncEnabled: true } });
	await area();
	await prepare();
	await expect.element(page.getByText(/synchronised from on-premises/)).toBeVisible();
	await expect.element(page.getByText(/“Forgot my password”/)).toBeVisible();
	expect(page.getByRole("checkbox").elements()).toEqual([]);
	await expectAccessible();
});

test.each<[Partial<typeof PERSON>, RegExp]>([
	[{ id: ME.id }, /^This is your own account/],
	[{ isExternal: true }, /^The account comes from another organisation/],
	[{ isSynchronised: true }, /^The account is synchronised from on-premises/],
	[{ isEnabled: false }, /^The account is disabled/],
])("none is offered where it cannot work: %o", async (account, why) => {
	await show(<TemporaryArea person={{ ...PERSON, ...account }} onChange={() => undefined} />, {
		signIn: signedIn({ config: CONFIG }),
	});
	await expect.element(page.getByText(why)).toBeVisible();
	expect(page.getByRole("button").elements()).toEqual([]);
	await expectAccessible();
});

test.each(LOCALES)("all texts exist in %s", async (locale) => {
	world();
	await area(locale);
	await setPassword();
	await expect.element(page.getByRole("list")).toBeVisible();
	await expectAccessible();
});
