import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { expectAccessible } from "#components/test-support/accessible.ts";
import { signedIn } from "#components/test-support/example-person.ts";
import { answer } from "#components/test-support/network.ts";
import { show } from "#components/test-support/show.tsx";
import type { AuditEntry, AuditVerdict } from "#lib/core/audit/audit-entry.ts";
import { LOCALES, type Locale } from "#lib/text/locales.ts";
import { Audit } from "./audit-area.tsx";
import { AuditList } from "./audit-list.tsx";
import { AuditVerification } from "./audit-verification.tsx";

const GROUP = "cccccccc-0000-4000-8000-000000000003";
const RUN = "dddddddd-0000-4000-8000-000000000004";
const HASH = "9f".repeat(32);
const row = (seq: number, more: Partial<AuditEntry>): AuditEntry => ({
	seq,
	at: new Date("2026-11-29T09:40:00Z"),
	keyId: "k1",
	hash: HASH,
	result: "done",
	action: "audit-exported",
	actor: { id: "aaaaaaaa-0000-4000-8000-000000000001", name: "leila@contoso.example" },
	subject: undefined,
	details: {},
	...more,
});
const ROWS = [
	row(5, {
		action: "expiry-ended",
		subject: { id: RUN, name: RUN },
		result: "partly",
		details: { how: "complete", expired: 484, refused: 16 },
	}),
	row(4, {
		action: "cohort-looked-up",
		details: { group: GROUP, people: 90, who: "dana x\nsam y" },
	}),
	row(3, {
		action: "cohort-looked-up",
		subject: { id: GROUP, name: "Sales" },
		details: { people: 500 },
	}),
	row(2, {
		action: "reference-looked-up",
		details: { reference: "KT-0000-0000" },
		result: "failed",
	}),
];

const INTACT: AuditVerdict = { ok: true, rows: 1, first: 1, last: 1, hash: HASH, keyId: "k1" };

beforeEach(() => answer("GET /api/helpdesk/audit/verification", INTACT));

const list = (locale: Locale = "en") => show(<AuditList entries={ROWS} />, { locale });

test("each row is a sentence with names, with its fields under Details", async () => {
	await list();
	const entry = (words: string) => page.getByRole("listitem").filter({ hasText: words });
	await expect
		.element(entry("leila@contoso.example expired 484 passwords; 16 people were not expired."))
		.toBeVisible();
	await expect.element(entry("was shown 90 people of the group Sales.")).toBeVisible();
	await expect.element(entry("opened the group Sales with 500 people.")).toBeVisible();
	expect(document.body.textContent).not.toMatch(/[0-9a-f]{8}-|how:|people:/);
	await entry("484").getByText("Details").click();
	await expect.element(entry("484").getByText(HASH)).toBeVisible();
	await expect.element(entry("484").getByText("2026-11-29T09:40:00.000Z")).toBeVisible();
	await expectAccessible();
});

test("an opened group is one row, and a search for a name shows every row", async () => {
	const asked: string[] = [];
	answer("GET /api/helpdesk/audit", ({ url }) => {
		asked.push(new URL(url).search);
		return Response.json({ entries: ROWS });
	});
	await show(<Audit />, { signIn: signedIn() });
	await expect.element(page.getByText("Opening a group is one row here.")).toBeVisible();
	await page.getByLabelText("Person, group or link").click();
	await userEvent.keyboard("dana{Enter}");
	await expect.element(page.getByText("Opening a group is one row here.")).not.toBeInTheDocument();
	await expect.poll(() => asked).toEqual(["?batches=left-out", "?words=dana"]);
});

test.each([
	["local", "2026-11-10T23:00:00.000Z", "2026-11-11T23:00:00.000Z"],
	["utc", "2026-11-11T00:00:00.000Z", "2026-11-12T00:00:00.000Z"],
])("the days of the filter are those of the rows' times: %s", async (zone, from, to) => {
	await page.viewport(1280, 800);
	localStorage.setItem("keyturn.helpdesk", JSON.stringify({ zone }));
	let asked = new URLSearchParams();
	answer("GET /api/helpdesk/audit", ({ url }) => {
		asked = new URL(url).searchParams;
		return Response.json({ entries: ROWS });
	});
	await show(<Audit />, { signIn: signedIn() });
	await page.getByLabelText("Person, group or link").click();
	// Types the same day in any country's order; the last tab stop of a field is its calendar.
	await userEvent.keyboard("{Tab}11112026{Tab}{Tab}11112026");
	await page.getByRole("button", { name: "Filter" }).click();
	await expect.poll(() => [asked.get("from"), asked.get("to")]).toEqual([from, to]);
});

test("an impatient second press does not show the same page twice, and the focus stays", async () => {
	answer("GET /api/helpdesk/audit", async ({ url }) => {
		const isOlder = new URL(url).searchParams.has("before");
		if (!isOlder) return Response.json({ entries: ROWS.slice(0, 2), next: 4 });
		await new Promise((resolve) => setTimeout(resolve, 300));
		return Response.json({ entries: ROWS.slice(2) });
	});
	await show(<Audit />, { signIn: signedIn() });
	const older = page.getByRole("button", { name: "Older" });
	await older.dblClick();
	await expect.element(page.getByText("opened the group Sales")).toBeVisible();
	expect(older.elements()).toEqual([]);
	expect(document.activeElement).not.toBe(document.body);
	await page.getByRole("button", { name: "Newer" }).click();
	await expect.element(page.getByText("expired 484 passwords")).toBeVisible();
	await expect.element(older).toBeVisible();
	expect(document.activeElement).not.toBe(document.body);
});

test.each(LOCALES)(
	"on a phone the filter is folded, and shows how many fields are set: %s",
	async (locale) => {
		await page.viewport(320, 640);
		answer("GET /api/helpdesk/audit", { entries: ROWS });
		const { container } = await show(<Audit />, { signIn: signedIn(), locale });
		const search = container.querySelector("search") ?? container;
		const fold = search.querySelector("button") ?? container;
		await expect.element(page.getByText("484")).toBeVisible();
		expect(search.getBoundingClientRect().height).toBeLessThan(70);
		await userEvent.click(fold);
		await page.getByRole("searchbox").click();
		await userEvent.keyboard("dana{Enter}");
		await expect.poll(() => document.activeElement).toBe(fold);
		expect(fold.getAttribute("aria-expanded")).toBe("false");
		await expect.poll(() => fold.textContent).toMatch(/ \(1\)$/);
		expect(page.getByRole("searchbox").elements()).toEqual([]);
		await page.viewport(1280, 800);
		await expect.element(page.getByRole("searchbox")).toHaveValue("dana");
		await expectAccessible();
	},
);

test("an intact chain is one line, and a broken one shows where", async () => {
	const verdicts: AuditVerdict[] = [
		{ ok: true, rows: 1_204, first: 1, last: 1_204, hash: HASH, keyId: "k1" },
		{ ok: false, breaks: [{ seq: 7, upTo: 7, reason: "changed" }], isMore: false },
	];
	answer("GET /api/helpdesk/audit/verification", () => Response.json(verdicts.shift()));
	await show(<AuditVerification />, { signIn: signedIn() });
	await expect.element(page.getByText("The record is intact")).toBeVisible();
	await expect.element(page.getByText("1,204 rows were checked")).toBeVisible();
	expect(document.body.textContent).not.toContain(HASH);
	await expectAccessible();
	await page.getByRole("button", { name: "Check again" }).click();
	await expect.element(page.getByText("The record was changed at row 7")).toBeVisible();
	await expectAccessible();
	expect(verdicts).toEqual([]);
	await userEvent.keyboard("{Tab}");
});

test.each(LOCALES)("all texts exist in %s, with one kind of digits", async (locale) => {
	await list(locale);
	await expect.element(page.getByText("484")).toBeVisible();
	expect(document.body.textContent).not.toMatch(/[\u0660-\u0669]/);
	await expectAccessible();
});
