import { beforeEach, describe, expect, test } from "vitest";
import {
	absent,
	CHANGED_AT,
	minutesAfter,
	newKeys,
	present,
	unread,
} from "#lib/core/readiness/example-accounts.ts";
import { Story } from "#lib/core/readiness/example-story.ts";
import type { Watch } from "#lib/core/watch/watch.ts";
import type { ClaimedMail } from "#lib/server/store/mails.ts";
import { openStore } from "#lib/server/store/store.ts";
import { openStoreForEachTest, place, restart, store } from "./own-store.ts";

openStoreForEachTest();

const DC = "dc1.aaddscontoso.com";
const opened = () => new Story().open({ [DC]: absent() }, -1, { ticket: "ticket" });
const landed = present(newKeys(minutesAfter(6), { madeAt: minutesAfter(6) }));
const of = ({ watch }: Story): Watch => ({
	...watch,
	person: { id: "1", userPrincipalName: "dana@aaddscontoso.com" },
	notice: { mail: "dana@contoso.com", locale: "de" },
});
const open = of(opened());
const changed = of(opened().report());
const usable = of(
	opened()
		.report()
		.read(6, { [DC]: landed })
		// First keys count as final after three minutes.
		.read(10, { [DC]: landed }),
);
/** The baseline could not be read, so it stays in doubt which change it is. */
const doubtful = of(
	new Story()
		.open({ [DC]: unread() }, -1, { ticket: "ticket" })
		.report()
		.read(6, { [DC]: landed }),
);
const ledger = { ...opened().ledger, personId: "1" };
const save = (watch: Watch) => store.saveWatch(watch, ledger);

/** Mails are queued by the present clock, so claims are made around it. */
const now = () => new Date();
const minutesFromNow = (minutes: number) => new Date(Date.now() + minutes * 60_000);
const claim = (at = now(), from = store) => from.claimMail(at, new Date(at.getTime() + 900_000));

async function claimAll(at = now()): Promise<ClaimedMail[]> {
	const claimed: ClaimedMail[] = [];
	for (let mail = await claim(at); mail; mail = await claim(at)) claimed.push(mail);
	return claimed;
}
const kinds = (mails: ClaimedMail[]) => mails.map((mail) => mail.about.kind).sort();
const taken = async () => {
	const mail = await claim();
	if (!mail) throw new Error("Nothing is queued");
	return mail;
};

describe("mails are queued with the watch", () => {
	test("none before the change, one at changed, another at usable", async () => {
		await save(open);
		expect(await claimAll()).toEqual([]);
		await save(changed);
		expect(kinds(await claimAll())).toEqual(["changed"]);
		await save(usable);
		expect(kinds(await claimAll())).toEqual(["usable"]);
	});
	test("once each, however often the watch is written and its state flips", async () => {
		for (const watch of [changed, usable, changed, usable]) await save(watch);
		const mails = await claimAll();
		expect(kinds(mails)).toEqual(["changed", "usable"]);
		for (const { id } of mails) await store.endMail(id, "sent", now());
		for (const watch of [changed, usable]) await save(watch);
		expect(await claimAll(minutesFromNow(60))).toEqual([]);
	});
	test("a doubt is held back for ten minutes from its start, however often it is written", async () => {
		await save(doubtful);
		await save({ ...doubtful, revision: 7 });
		expect(kinds(await claimAll())).toEqual(["changed"]);
		expect(await claimAll(minutesFromNow(9))).toEqual([]);
		expect(kinds(await claimAll(minutesFromNow(10)))).toEqual(["doubtful"]);
	});
	test("also across a restart", async () => {
		await save(changed);
		await store.endMail((await taken()).id, "sent", now());
		await restart();
		await save(changed);
		expect(await claimAll(minutesFromNow(60))).toEqual([]);
	});
	test("with their whole content", async () => {
		await save(changed);
		const { about, attempts } = await taken();
		expect(attempts).toBe(0);
		expect(about).toEqual({
			kind: "changed",
			ticket: "ticket",
			mail: "dana@contoso.com",
			locale: "de",
			account: "dana@aaddscontoso.com",
			changedAt: CHANGED_AT,
			stateSince: CHANGED_AT,
			controllers: ["dc1.aaddscontoso.com"],
		});
	});
});

describe("a claim", () => {
	beforeEach(() => save(changed));
	test("reserves the mail, also from other processes, until it expires", async () => {
		const other = await openStore(place);
		try {
			const mail = await taken();
			expect(await claim(now(), other)).toBeUndefined();
			expect(await claim(minutesFromNow(14), other)).toBeUndefined();
			expect((await claim(minutesFromNow(16), other))?.id).toBe(mail.id);
		} finally {
			await other.close();
		}
	});
	test("succeeds for one of many concurrent attempts", async () => {
		const others = await Promise.all([1, 2, 3].map(() => openStore(place)));
		const claims = await Promise.all(others.map((other) => claim(now(), other)));
		expect(claims.filter(Boolean)).toHaveLength(1);
		await Promise.all(others.map((other) => other.close()));
	});
	test("that was deferred comes back when it is due", async () => {
		await store.deferMail(await taken(), { notBefore: minutesFromNow(5), attempts: 1 });
		expect(await claim(minutesFromNow(4))).toBeUndefined();
		expect((await claim(minutesFromNow(6)))?.attempts).toBe(1);
	});
	test("that went to another process can no longer be deferred", async () => {
		const mine = await taken();
		const theirs = await claim(minutesFromNow(16));
		await store.deferMail(mine, { notBefore: now(), attempts: 9 });
		expect(await claim(minutesFromNow(17))).toBeUndefined();
		expect(theirs?.attempts).toBe(0);
	});
});

test("recipient and subject matter of a mail are erased when it is done", async () => {
	await save(changed);
	await store.removeWatch("ticket");
	const { id } = await taken();
	await store.endMail(id, "sent", now());
	expect(await claimAll(minutesFromNow(60))).toEqual([]);
	const rows = await place.rows("select * from mails");
	expect(rows).toMatchObject([{ id, outcome: "sent", body: null }]);
	expect(JSON.stringify(rows)).not.toMatch(/dana|ticket/);
});

test("mails are deleted with the watches", async () => {
	await save(changed);
	await store.purgeWatches(minutesFromNow(1));
	expect(await claimAll()).toEqual([]);
});
