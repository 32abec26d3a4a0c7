import { describe, expect, test } from "vitest";
import type { LinkContent } from "#lib/core/link/link.ts";
import { absent, minutesAfter, newKeys, present } from "#lib/core/readiness/example-accounts.ts";
import { Story } from "#lib/core/readiness/example-story.ts";
import type { Watch } from "#lib/core/watch/watch.ts";
import { changeLink, endLink, findLink, makeLink } from "#lib/server/links/change-links.ts";
import { NO_COUNTS } from "#lib/server/store/links.ts";
import { openStoreForEachTest, place, store } from "./own-store.ts";

openStoreForEachTest();

const sam = { id: "1", name: "sam" };
const daysFromNow = (days: number) => new Date(Date.now() + days * 86_400_000);
const content: LinkContent = {
	title: "Move",
	message: "Hello",
	helper: { name: "", mail: "", phone: "" },
	deadline: "",
	lastDay: daysFromNow(30).toISOString().slice(0, 10),
	language: "de",
	way: "portal",
	domainHint: "",
};

describe("a link", () => {
	test("is stored as created, with its creator", async () => {
		const link = await makeLink(store, content, { agent: sam });
		expect(await store.findLink(link.id)).toEqual(link);
		expect(link).toMatchObject({ ...content, revision: 1, madeBy: sam });
		const { entries } = await store.auditPage({}, { limit: 9 });
		expect(entries).toMatchObject([
			{ action: "link-made", actor: sam, subject: { id: link.id, name: "Move" } },
		]);
	});
	test("is dead once ended or past its last day, like one that never existed", async () => {
		const link = await makeLink(store, content, { agent: sam });
		expect(await store.findOpenLink(link.id, new Date())).toEqual(link);
		expect(await store.findOpenLink(link.id, daysFromNow(32))).toBeUndefined();
		expect(await endLink(store, link.id, { agent: sam })).toMatchObject({ ok: true });
		expect(await store.findOpenLink(link.id, new Date())).toBeUndefined();
		expect(await store.findOpenLink("-", new Date())).toBeUndefined();
		expect(await findLink(store, link.id)).toMatchObject({ ok: true });
	});
	test("is ended once, however often requested", async () => {
		const { id } = await makeLink(store, content, { agent: sam });
		await endLink(store, id, { agent: sam });
		await endLink(store, id, { agent: sam });
		const { entries } = await store.auditPage({ action: "link-ended" }, { limit: 9 });
		expect(entries).toHaveLength(1);
	});
	test("is written once by a call that is executed again, as after a lost answer", async () => {
		const make = () => makeLink(store, content, { agent: sam, key: "call" });
		const link = await make();
		expect(await make()).toEqual(link);
		const change = (title: string, key: string) => {
			const changed = { id: link.id, content: { ...content, title }, revision: 1 };
			return changeLink(store, changed, { agent: sam, key });
		};
		const changed = await change("A", "other");
		expect(changed).toMatchObject({ ok: true, value: { title: "A", revision: 2 } });
		expect(await change("A", "other")).toEqual(changed);
		expect(await change("B", "third")).toMatchObject({ code: "link-changed-meanwhile" });
		expect(await change("B", "third")).toMatchObject({ code: "link-changed-meanwhile" });
		expect(await store.links()).toHaveLength(1);
		expect(await store.verifyAudit()).toMatchObject({ ok: true, rows: 2 });
	});
	test("is changed by one of two concurrent editors", async () => {
		const { id, revision } = await makeLink(store, content, { agent: sam });
		const change = (title: string) =>
			changeLink(store, { id, content: { ...content, title }, revision }, { agent: sam });
		const results = await Promise.all([change("A"), change("B")]);
		expect(results.map(({ ok }) => ok).sort()).toEqual([false, true]);
		expect(await change("C")).toEqual({ ok: false, code: "link-changed-meanwhile" });
		const { entries } = await store.auditPage({ action: "link-changed" }, { limit: 9 });
		expect(entries).toMatchObject([{ details: { fields: "title" } }]);
		expect(await store.verifyAudit()).toMatchObject({ ok: true, rows: 2 });
	});
});

test("links that ended long ago are deleted with their counts, and no others", async () => {
	const [old, ended, current] = await Promise.all(
		["-400", "10", "500"].map((days) =>
			makeLink(
				store,
				{ ...content, lastDay: daysFromNow(Number(days)).toISOString().slice(0, 10) },
				{ agent: sam },
			),
		),
	);
	await endLink(store, ended?.id ?? "", { agent: sam });
	for (const link of [old, ended, current]) {
		await store.markLink(link?.id ?? "", "opened", "a");
		await store.beginByLink(link?.id ?? "", "the same ticket");
	}
	await store.purgeLinks(daysFromNow(-300));
	expect((await store.links()).map(({ id }) => id).sort()).toEqual([ended?.id, current?.id].sort());
	await store.purgeLinks(daysFromNow(1));
	expect((await store.links()).map(({ id }) => id)).toEqual([current?.id]);
	expect([...(await store.linkCounts()).keys()]).toEqual([current?.id]);
	expect(await store.linkCounts()).toMatchObject(
		new Map([[current?.id, { ...NO_COUNTS, opened: 1, begun: 1 }]]),
	);
});

describe("counts", () => {
	const person = { id: "person-id-1", userPrincipalName: "dana@aaddscontoso.com" };
	const opened = () => new Story().open({ dc1: absent() }, -1, { ticket: "ticket-1" });
	const landed = present(newKeys(minutesAfter(6), { madeAt: minutesAfter(6) }));
	const of = ({ watch }: Story): Watch => ({ ...watch, person });
	const open = of(opened());
	const changed = of(opened().report());
	const usable = of(opened().report().read(6, { dc1: landed }).read(10, { dc1: landed }));
	const ledger = { ...opened().ledger, personId: person.id };
	const save = (watch: Watch) => store.saveWatch(watch, ledger);
	const countsOf = async (id: string) => (await store.linkCounts()).get(id) ?? NO_COUNTS;

	test("each browser once", async () => {
		for (const mark of ["a", "b", "a"]) await store.markLink("L1", "opened", mark);
		await store.markLink("L1", "signed-in", "a");
		await store.markLink("L2", "opened", "a");
		expect(await countsOf("L1")).toMatchObject({ opened: 2, "signed-in": 1, changed: 0 });
		expect(await countsOf("L2")).toMatchObject({ opened: 1 });
	});
	test("each watch once, however often it is written", async () => {
		await save(open);
		await store.beginByLink("L1", "ticket-1");
		expect(await countsOf("L1")).toMatchObject({ begun: 1, changed: 0, usable: 0 });
		await save(changed);
		expect(await countsOf("L1")).toMatchObject({ changed: 1, usable: 0 });
		for (const watch of [usable, changed, usable]) await save(watch);
		expect(await countsOf("L1")).toMatchObject({ changed: 1, usable: 1 });
	});
	test("nothing for a watch that did not start from a link", async () => {
		await save(usable);
		expect((await store.linkCounts()).size).toBe(0);
	});
	test("no names", async () => {
		await store.beginByLink("L1", "ticket-1");
		await save(usable);
		const rows = JSON.stringify(await place.rows("select * from link_marks"));
		expect(rows).not.toMatch(/dana|person-id|ticket/);
	});
});
