import { describe, expect, test } from "vitest";
import {
	account,
	minutesAfter,
	newKeys,
	present,
	unread,
} from "#lib/core/readiness/example-accounts.ts";
import { changed } from "#lib/core/readiness/example-story.ts";
import { learn, NO_HABITS } from "#lib/core/readiness/habits.ts";
import { noteOthersLanded, type PersonLedger } from "#lib/core/readiness/ledger.ts";
import { openStoreForEachTest, restart, store } from "./own-store.ts";

openStoreForEachTest();

const minutesFromNow = (minutes: number) => new Date(Date.now() + minutes * 60_000);

const landed = present(
	newKeys(minutesAfter(5), {
		keyWrites: {
			unicodePwd: {
				version: 4,
				writtenAt: minutesAfter(5),
				origin: { invocationId: "A-1", usn: "42" },
			},
			supplementalCredentials: { version: 4, writtenAt: minutesAfter(5) },
		},
		passwordExpiresAt: minutesAfter(9_000),
		lockedUntil: minutesAfter(30),
		lockoutRules: { threshold: 5, durationMs: "until-unlocked", windowMs: 60_000 },
		wrongTries: { count: 2, lastAt: minutesAfter(3) },
	}),
);
/** A ledger of a usable change, with a date in every field that can have one. */
function fullLedger(): PersonLedger {
	const story = changed(
		{ dc1: present(account({ passwordExpiresAt: minutesAfter(1) })), dc2: present() },
		{ dc1: landed, dc2: landed },
	).read(7, { dc1: landed, dc2: unread() });
	const ledger = noteOthersLanded(story.ledger, minutesAfter(40), minutesAfter(41));
	return {
		...ledger,
		controllers: ledger.controllers.map((c) => ({ ...c, domainMadeAt: minutesAfter(-9_000) })),
	};
}
const { watch } = changed({ dc1: present() }, { dc1: landed });
const personId = watch.person.id;

describe("a ledger", () => {
	test("survives a restart with all its dates", async () => {
		const ledger = fullLedger();
		expect(ledger.changes[0]?.usable).toBeDefined();
		await store.saveWatch(watch, ledger);
		await restart();
		expect(await store.ledgers([personId])).toEqual([ledger]);
	});
	test("is the last one written, and outlives the watch", async () => {
		const ledger = fullLedger();
		await store.saveWatch(watch, { ...ledger, changes: [] });
		await store.saveWatches([{ watch, ledger }]);
		await store.removeWatch(watch.ticket);
		expect(await store.ledgers([personId])).toEqual([ledger]);
	});
	test("is found only for those asked for", async () => {
		await store.saveWatch(watch, fullLedger());
		expect(await store.ledgers(["somebody-else", personId])).toHaveLength(1);
		expect(await store.ledgers(["somebody-else"])).toEqual([]);
		expect(await store.ledgers([])).toEqual([]);
	});
	test("is read at a start while its person has a watch that has not ended", async () => {
		const ledger = fullLedger();
		const { controllers } = ledger;
		const readAt = minutesAfter(50);
		const away = controllers.map((one) => ({
			...one,
			latest: { kind: "unread" as const, readAt, reason: "refused" as const },
		}));
		const before = new Date(watch.openedAt.getTime() - 1);
		for (const one of [ledger, { ...ledger, controllers: away }]) {
			await store.saveWatch(watch, one);
			const [stored] = await store.unendedLedgers(before);
			expect(stored?.personId).toBe(personId);
			expect(stored?.read()).toEqual(one);
		}
		expect(await store.unendedLedgers(new Date(watch.openedAt.getTime() + 1))).toEqual([]);
		await store.saveWatch({ ...watch, ended: { at: readAt, reason: "expired" } }, ledger);
		expect(await store.unendedLedgers(before)).toEqual([]);
	});
	test("is deleted after a long time without writes, not before", async () => {
		await store.saveWatch(watch, fullLedger());
		await store.purgeLedgers(minutesFromNow(-1));
		expect(await store.ledgers([personId])).toHaveLength(1);
		await store.purgeLedgers(minutesFromNow(1));
		expect(await store.ledgers([personId])).toEqual([]);
	});
});

test("habits are empty at first, and survive a restart as last written", async () => {
	expect(await store.habits()).toEqual(NO_HABITS);
	const first = learn(NO_HABITS, { about: "passwordTime", kind: "entra" }, minutesAfter(1));
	await store.saveHabits(first);
	const then = learn(first, { about: "firstKeys", kind: "final" }, minutesAfter(2));
	const last = { ...then, lastLanded: { changedAt: minutesAfter(0), at: minutesAfter(3) } };
	await store.saveHabits(last);
	await restart();
	expect(await store.habits()).toEqual(last);
});
