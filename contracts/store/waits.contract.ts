import { expect, test } from "vitest";
import { forecast } from "#lib/core/forecast/forecast.ts";
import type { Store } from "#lib/server/store/store.ts";
import { openStoreForEachTest, place, restart, store } from "./own-store.ts";

openStoreForEachTest();

const day = (n: number) => new Date(Date.UTC(2026, 8, n));
const add = (ticket: string, usableAt: Date, waitMs: number, isFirstChange = false) =>
	addOf(ticket, ticket, { usableAt, waitMs, isFirstChange });
const addOf = (id: string, ticket: string, wait: Parameters<Store["addWait"]>[1]) =>
	store.addWait({ ticket, person: { id } }, wait);

test("waits survive a restart, each with its kind", async () => {
	await add("a", day(1), 360_000);
	await add("b", day(2), 720_000, true);
	await restart();
	expect(await store.waits(day(1))).toEqual([
		{ waitMs: 360_000, isFirstChange: false },
		{ waitMs: 720_000, isFirstChange: true },
	]);
});

test("a change is counted once, and old waits are excluded", async () => {
	await add("a", day(1), 360_000);
	await add("a", day(1), 999_000);
	await add("b", day(3), 720_000);
	expect((await store.waits(day(1))).map((w) => w.waitMs)).toEqual([360_000, 720_000]);
	expect((await store.waits(day(2))).map((w) => w.waitMs)).toEqual([720_000]);
});

test("only waits that are too old are deleted", async () => {
	await add("a", day(1), 360_000);
	await add("b", day(3), 720_000);
	await store.purgeWaits(day(3));
	expect((await store.waits(day(1))).map((w) => w.waitMs)).toEqual([720_000]);
});

test("other work gets its turn however many are being deleted", async () => {
	await place.run(`insert into waits
		with recursive n(i) as (select 1 union all select i + 1 from n where i < 5000)
		select 'w' || i, 0, 1000, 0 from n`);
	let turns = 0;
	const counting = setInterval(() => turns++, 0);
	await store.purgeWaits(day(3));
	clearInterval(counting);
	expect(await place.rows("select id from waits")).toEqual([]);
	expect(turns).toBeGreaterThan(0);
});

const MINUTE_MS = 60_000;
const invented = (n: number) => ({
	usableAt: day(1 + n),
	waitMs: 70 * 60 * MINUTE_MS,
	isFirstChange: false,
});

test("three people with 23 invented waits cannot make a forecast", async () => {
	for (let n = 0; n < 23; n++) await addOf(`PERSON-${n % 3}`, `t${n}`, invented(n));
	const waits = await store.waits(day(1));
	expect(waits).toHaveLength(3);
	expect(forecast(waits, false).basis).toBe("microsoft");
});

test("among a hundred honest people they move it by three ranks", async () => {
	const honest = Array.from({ length: 100 }, (_, n) => (n + 1) * MINUTE_MS);
	for (const [n, waitMs] of honest.entries()) await add(`h${n}`, day(1), waitMs);
	const before = forecast(await store.waits(day(1)), false);
	for (let n = 0; n < 300; n++) await addOf(`person-${n % 3}`, `t${n}`, invented(n % 20));
	const after = forecast(await store.waits(day(1)), false);
	expect(before).toMatchObject({ medianMs: 51 * MINUTE_MS, slowTenthMs: 91 * MINUTE_MS });
	expect(after).toMatchObject({ medianMs: 52 * MINUTE_MS, slowTenthMs: 94 * MINUTE_MS });
});

test("a person counts again once the earlier wait is deleted, however the id is spelled", async () => {
	await addOf("person", "a", invented(0));
	await addOf("PERSON", "b", invented(1));
	expect(await store.waits(day(1))).toHaveLength(1);
	await store.purgeWaits(day(3));
	await addOf("person", "c", invented(4));
	expect(await store.waits(day(1))).toHaveLength(1);
});
