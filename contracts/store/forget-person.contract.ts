import { expect, test } from "vitest";
import type { LinkContent } from "#lib/core/link/link.ts";
import { emptyLedger } from "#lib/core/readiness/ledger.ts";
import { openWatch, type Watch } from "#lib/core/watch/watch.ts";
import { auditKeysIn } from "#lib/server/audit/audit-keys.ts";
import { createLimits } from "#lib/server/http/limits.ts";
import { makeLink } from "#lib/server/links/change-links.ts";
import { openStoreForEachTest, place, store } from "./own-store.ts";

/** An erased person is no longer in any table, and everybody else's rows are unchanged. */

const KEYS = auditKeysIn("an audit key of thirty-two characters");
const AT = new Date("2026-11-22T10:00:00Z");
const LATER = new Date("2026-11-23T10:00:00Z");

const person = (n: number) => ({
	id: `aaaaaaaa-0000-4000-8000-00000000000${n}`,
	userPrincipalName: `${["DÄna_1", "däna11", "robin", "jor-DÄna_1"][n]}@contoso.com`,
});
const [dana, likeDana, robin, endsLikeDana] = [person(0), person(1), person(2), person(3)];

openStoreForEachTest({ audit: { keys: KEYS, onWritten: () => undefined } });

const forget = (names: string[], isTrial = false) =>
	store.forgetPerson(names, { now: LATER, isTrial });

const link: LinkContent = {
	title: "Move",
	message: "",
	deadline: "",
	lastDay: "2027-01-01",
	language: "de",
	helper: { name: "", mail: "", phone: "" },
	way: "portal",
	domainHint: "",
};

type Person = typeof dana;

/** Puts data of a person into every table with personal data. */
async function live({ id, userPrincipalName }: Person): Promise<void> {
	const agent = { id, name: userPrincipalName };
	const mail = `mail-${userPrincipalName}`;
	const ticket = `ticket-of-${id}`;
	const { shared } = store;
	await shared?.holders.take(id, AT, () => undefined);
	const { id: linkId } = await makeLink(
		store,
		{ ...link, helper: { name: "Help", mail, phone: "" } },
		{ agent },
	);
	await store.beginByLink(linkId, ticket);
	const opened = openWatch(
		ticket,
		{ id, userPrincipalName },
		{ notice: { mail, locale: "de" }, now: AT },
	);
	const watch: Watch = { ...opened, changedAt: AT, usableAt: LATER, state: "usable" };
	await store.saveWatch(watch, emptyLedger(id));
	await store.addWait(watch, { usableAt: AT, waitMs: 5, isFirstChange: true });
	// One mail was sent, which leaves a row without a name; the other is queued.
	const ofOne = `body like '%${ticket}%"kind":"changed"%'`;
	await place.run(`update mails set body = null, ended_at_ms = 1, outcome = 'sent' where ${ofOne}`);
	const body = JSON.stringify({ userPrincipalName });
	await store.keepAnswer(`key ${id}`, { asked: "a", status: 200, body }, AT);
	await store.appendAudit(
		{
			actor: agent,
			action: "people-looked-up",
			subject: { id, name: userPrincipalName },
			result: "done",
		},
		AT,
	);
	if (!shared) return;
	await createLimits(() => undefined, shared.counted).take("changes", id);
	const members = { agentId: id, groupId: "group", members: 2 };
	const name = await shared.lookUps("group").begin(members, AT);
	await shared.lookUps("group").take(name, { ...members, ids: [id, robin.id] }, AT);
}

/** Every row of every table except the audit, as text. */
async function everything(): Promise<Record<string, string[]>> {
	const tables = (await place.tables()).filter((name) => !name.startsWith("audit"));
	const rows = await Promise.all(tables.map((name) => place.rows(`select * from ${name}`)));
	return Object.fromEntries(
		tables.map((name, n) => [name, (rows[n] ?? []).map((row) => JSON.stringify(row)).toSorted()]),
	);
}

const counts = (all: Record<string, string[]>) =>
	Object.fromEntries(Object.entries(all).map(([name, rows]) => [name, rows.length]));

test("everything about one person is erased, by id and by user name, and nothing about others", async () => {
	await live(likeDana);
	await live(robin);
	await live(endsLikeDana);
	const before = await everything();
	await live(dana);
	const trial = await forget([dana.userPrincipalName.toUpperCase()], true);
	const done = await forget([dana.userPrincipalName.toUpperCase()]);
	expect(done).toEqual(trial);
	expect(done).toMatchObject({
		ok: true,
		rows: { watches: 1, ledgers: 1, mails: 2, waits: 1, waited: 1, answers: 1, links: 1 },
		audit: { rows: 2, lastAt: expect.any(Date) },
	});
	const after = await everything();
	// Links and their counts stay, without names.
	const { links = [], link_marks: marks = [], ...rest } = after;
	const { links: linksBefore, link_marks: _, portals: __, ...restBefore } = before;
	expect({ ...rest, portals: undefined }).toEqual({ ...restBefore, portals: undefined });
	expect(links).toEqual(expect.arrayContaining(linksBefore ?? []));
	expect([links.length, marks.length]).toEqual([4, 12]);
	const text = JSON.stringify(after)
		.toLowerCase()
		.replaceAll(endsLikeDana.userPrincipalName.toLowerCase(), "");
	for (const name of [dana.id, dana.userPrincipalName])
		expect(text).not.toContain(name.toLowerCase());
	expect(text).toContain(likeDana.userPrincipalName);
});

test("the audit stays intact, and records that somebody was erased but not who", async () => {
	await live(dana);
	await forget([dana.id]);
	expect(await store.verifyAudit()).toMatchObject({ ok: true, rows: 3 });
	const { entries } = await store.auditPage({}, { limit: 9 });
	expect(entries[0]).toMatchObject({
		action: "person-forgotten",
		actor: { id: "portal" },
		subject: undefined,
		details: {},
	});
	expect(entries.filter(({ actor }) => actor.id === dana.id)).toHaveLength(2);
});

test("a dry run changes nothing", async () => {
	await live(dana);
	const before = await everything();
	expect(await forget([dana.id], true)).toMatchObject({ ok: true, rows: { watches: 1 } });
	expect(await everything()).toEqual(before);
	expect(await store.verifyAudit()).toMatchObject({ ok: true, rows: 2 });
});

test("a name that belongs to several people erases none of them", async () => {
	await live(dana);
	await live({ ...robin, userPrincipalName: dana.userPrincipalName });
	const before = counts(await everything());
	const ids = [dana.id, robin.id];
	for (const names of [[dana.userPrincipalName], ids]) {
		expect(await forget(names)).toMatchObject({ ok: false, reason: "several-people" });
	}
	expect(counts(await everything())).toEqual(before);
	expect(await forget([robin.id])).toMatchObject({ ok: true, rows: { watches: 1 } });
});

test("nobody found is told from somebody erased, and is not audited", async () => {
	await live(dana);
	const nobody = { ok: false, reason: "nobody" };
	for (const name of ["nobody@contoso.com", likeDana.id])
		for (const isTrial of [true, false]) expect(await forget([name], isTrial)).toEqual(nobody);
	expect(await store.verifyAudit()).toMatchObject({ ok: true, rows: 2 });
});

test("somebody whom only the audit still names is not erased once more", async () => {
	await live(dana);
	await forget([dana.id]);
	expect(await forget([dana.id])).toMatchObject({ ok: true, rows: {}, audit: { rows: 2 } });
	expect(await store.verifyAudit()).toMatchObject({ ok: true, rows: 3 });
});

test("an id alone finds data without a watch", async () => {
	await live(dana);
	await store.purgeWatches(LATER);
	expect(await forget([dana.id])).toMatchObject({ ok: true, rows: { ledgers: 1, waited: 1 } });
});
