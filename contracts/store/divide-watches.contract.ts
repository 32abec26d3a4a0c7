import { describe, expect, test } from "vitest";
import {
	account,
	CHANGED_AT,
	keyWrites,
	minutesAfter,
	newKeys,
} from "#lib/core/readiness/example-accounts.ts";
import { NO_HABITS } from "#lib/core/readiness/habits.ts";
import { type PersonLedger, takeReadings } from "#lib/core/readiness/ledger.ts";
import type { DirectoryAccount } from "#lib/core/readiness/observation.ts";
import { judgeWatch, type Watch } from "#lib/core/watch/watch.ts";
import { openStoreForEachTest, place, restart, store } from "./own-store.ts";

/** A database from the version in which each watch held its own baselines. */

const PERSON = { id: "11111111-2222-4333-8444-555555555501", userPrincipalName: "d@contoso.com" };
const OLD_KEYS_AT = new Date("2026-09-01T08:00:00Z");
const DAY_MINUTES = 24 * 60;

openStoreForEachTest();

type FormerReading = { version: number; at: Date; isLocked?: boolean } | "absent" | "silent";
const OLD: FormerReading = { version: 3, at: OLD_KEYS_AT };
const NEW: FormerReading = { version: 4, at: minutesAfter(5) };

/** An observation as stored then: without the machine, its clock and the newer flags. */
function formerObservation(reading: FormerReading, readAt: Date) {
	if (reading === "silent") return { kind: "unread", readAt, reason: "timeout" };
	if (reading === "absent") return { kind: "absent", readAt };
	const { version, at, isLocked = false } = reading;
	const former = {
		objectGuid: account().objectGuid,
		userPrincipalName: PERSON.userPrincipalName,
		samAccountName: "driley",
		passwordSetAt: at,
		keyVersion: version,
		keyWrites: keyWrites(version, at),
		kerberosKeys: version > 3 ? "aes" : undefined,
		disabled: false,
		lockedOut: isLocked,
		lockedUntil: undefined,
		passwordExpired: false,
		passwordExpiresAt: minutesAfter(90 * DAY_MINUTES),
	};
	return { kind: "present", readAt, account: former };
}

type Former = {
	ticket?: string;
	state: string;
	before: FormerReading;
	now: FormerReading;
	changedAt?: Date | undefined;
	usableAt?: Date;
	baselineMinutes?: number;
	readMinutes?: number;
	isEarlierPending?: boolean;
	ended?: { at: Date; because: string };
};

/** A watch with two controllers as stored then. */
function formerWatch({
	ticket = "ticket",
	before,
	now,
	baselineMinutes = -1,
	readMinutes = 6,
	isEarlierPending = false,
	changedAt = CHANGED_AT,
	...watch
}: Former) {
	const baselineAt = minutesAfter(baselineMinutes);
	const readAt = minutesAfter(readMinutes);
	const baseline = before === "silent" ? undefined : formerObservation(before, baselineAt);
	const arrival = {
		seenAt: readAt,
		evidence: { rule: "key-version", attribute: "msDS-KeyVersionNumber", writtenAt: readAt },
	};
	const records = ["dc1", "dc2"].map((id) => ({
		id,
		name: `${id}.aaddscontoso.com`,
		baseline,
		latest: formerObservation(now, readAt),
		isEarlierPending,
		goodVersion: 3,
		suspectVersion: undefined,
		domainMadeAt: minutesAfter(-100 * DAY_MINUTES),
		keysMissingAt: baselineAt,
		arrival: watch.usableAt && arrival,
	}));
	return {
		ticket,
		person: PERSON,
		notice: { mail: "d@contoso.com", locale: "de" },
		openedAt: baselineAt,
		baselineAt,
		changedAt,
		othersArrivedAt: undefined,
		stateSince: watch.usableAt ?? changedAt ?? baselineAt,
		records,
		revision: 5,
		...watch,
	};
}

const TABLES_OF_THEN = [
	...["watches", "waits", "mails", "links", "link_marks"],
	...["audit", "audit_head", "cohort_snapshots"],
];

/** Creates the former tables and rows, and opens the store with today's version. */
async function migrated(...watches: ReturnType<typeof formerWatch>[]): Promise<void> {
	await store.close();
	const later = (await place.tables()).filter((name) => !TABLES_OF_THEN.includes(name));
	for (const table of later) await place.run(`drop table ${table}`);
	await place.run("alter table audit drop column key_id");
	await place.run("alter table watches drop column revision");
	await place.run("delete from kysely_migration where name > '005-cohorts'");
	const literal = (value: unknown) =>
		typeof value === "string" ? `'${value.replaceAll("'", "''")}'` : String(value);
	for (const { ticket, person, openedAt, changedAt, ended, ...rest } of watches) {
		const body = JSON.stringify({ ticket, person, openedAt, changedAt, ended, ...rest });
		const instants = [openedAt, changedAt, ended?.at].map((at) => at?.getTime() ?? null);
		const values = [ticket, person.id, ...instants, body].map(literal);
		await place.run(`insert into watches values (${values.join(", ")})`);
	}
	await restart();
}

async function stored(ticket = "ticket"): Promise<{ watch: Watch; ledger: PersonLedger }> {
	const watch = await store.findWatch(ticket);
	const [ledger] = await store.ledgers([PERSON.id]);
	if (!watch || !ledger) throw new Error("not migrated");
	return { watch, ledger };
}

/** The view of a watch now, after rereading both controllers if given. */
async function judged(minutes: number, reading?: DirectoryAccount, ticket?: string) {
	const { watch, ledger } = await stored(ticket);
	const now = minutesAfter(minutes);
	const read = (id: string) => {
		const source = { machine: `CN=${id}`, clock: now };
		return { kind: "present" as const, readAt: now, source, account: reading ?? account() };
	};
	const answers = ["dc1", "dc2"].map((id) => [id, { name: id, observation: read(id) }] as const);
	const known = reading ? takeReadings(ledger, new Map(answers)) : ledger;
	const surroundings = { ledger: known, controllerIds: ["dc1", "dc2"], habits: NO_HABITS };
	return judgeWatch(watch, surroundings, { shownBefore: undefined, now }).watch;
}

/** As controllers are read today: with the origin of each write. */
function withOrigin(account: DirectoryAccount): DirectoryAccount {
	const origin = { invocationId: "A-1", usn: "42" };
	const { unicodePwd, supplementalCredentials } = account.keyWrites ?? {};
	return {
		...account,
		keyWrites: {
			unicodePwd: unicodePwd && { ...unicodePwd, origin },
			supplementalCredentials: supplementalCredentials && { ...supplementalCredentials, origin },
		},
	};
}

describe("a watch that was waiting", () => {
	const waiting = (changes: Partial<Former> = {}) =>
		migrated(formerWatch({ state: "waiting", before: OLD, now: OLD, ...changes }));

	test("is unchanged, and continues", async () => {
		await waiting();
		const { watch, ledger } = await stored();
		expect(watch).toMatchObject({
			...{ state: "waiting", changedAt: CHANGED_AT, openedAt: minutesAfter(-1), revision: 5 },
			...{ person: PERSON, notice: { mail: "d@contoso.com" } },
			controllers: ["dc1.aaddscontoso.com", "dc2.aaddscontoso.com"],
		});
		expect(watch).not.toHaveProperty("records");
		expect(ledger.changes).toMatchObject([{ ticket: "ticket", sentAt: minutesAfter(-1) }]);
		expect((await judged(7)).state).toBe("waiting");
		expect((await judged(7, withOrigin(account()))).state).toBe("waiting");
	});
	test("becomes usable when the keys land", async () => {
		await waiting();
		const landed = withOrigin(newKeys(minutesAfter(7)));
		expect(await judged(8, landed)).toMatchObject({
			state: "usable",
			usableAt: minutesAfter(8),
		});
	});
	test("also a first change whose account is created meanwhile", async () => {
		await waiting({ before: "absent", now: "absent" });
		const made = withOrigin(newKeys(minutesAfter(7), { madeAt: minutesAfter(7) }));
		expect((await judged(8, made)).state).toBe("arriving");
		expect((await judged(11, made)).state).toBe("usable");
	});
	test("becomes a doubt if there was no baseline", async () => {
		await waiting({ before: "silent", now: "silent" });
		expect(await judged(8, newKeys(minutesAfter(7)))).toMatchObject({
			state: "unconfirmed",
			doubt: "no-baseline",
		});
	});
	test("becomes a doubt if an earlier change had not landed", async () => {
		await waiting({ isEarlierPending: true });
		const { ledger } = await stored();
		expect(ledger.changes).toHaveLength(2);
		expect(await judged(8, newKeys(minutesAfter(7)))).toMatchObject({
			state: "unconfirmed",
			doubt: "earlier-change",
		});
	});
});

describe("a watch that was usable", () => {
	const usable = (changes: Partial<Former> = {}) =>
		migrated(
			formerWatch({
				...{ state: "usable", before: OLD, now: NEW, usableAt: minutesAfter(6) },
				...changes,
			}),
		);

	test("is not usable right after, whatever was stored", async () => {
		await usable();
		expect((await stored()).watch).toMatchObject({ state: "unconfirmed", doubt: "not-read" });
		expect((await stored()).watch.usableAt).toBeUndefined();
		expect((await stored()).ledger.changes[0]?.usable).toBeUndefined();
		expect(await judged(7)).toMatchObject({ state: "unconfirmed", usableAt: undefined });
	});
	test("is again, once its controllers have been read and show the keys of its change", async () => {
		await usable();
		expect((await judged(8, withOrigin(newKeys(minutesAfter(5))))).state).toBe("usable");
	});
	test("is not while a controller shows the earlier keys", async () => {
		await usable();
		expect((await judged(8, withOrigin(account()))).state).not.toBe("usable");
	});
	test("is a doubt if it had counted without a baseline, or despite an earlier change", async () => {
		await usable({ before: "silent" });
		expect((await judged(8, newKeys(minutesAfter(5)))).doubt).toBe("no-baseline");
	});
	test("is a doubt if an earlier change may have landed", async () => {
		await usable({ isEarlierPending: true });
		expect((await judged(8, newKeys(minutesAfter(5)))).doubt).toBe("earlier-change");
	});
	test("is blocked if the account is locked now", async () => {
		await usable();
		expect((await judged(8, newKeys(minutesAfter(5), { lockedOut: true }))).state).toBe("blocked");
	});
});

test("an ended watch stays ended, with its reason", async () => {
	const ended = { at: minutesAfter(20), because: "superseded" };
	await migrated(
		formerWatch({
			...{ state: "usable", before: OLD, now: NEW, usableAt: minutesAfter(6), ended },
		}),
	);
	const { watch } = await stored();
	expect(watch.ended).toEqual({ at: minutesAfter(20), reason: "superseded" });
	expect(await store.unendedWatches(minutesAfter(-60))).toEqual([]);
});

test("watches of one person share a ledger, with every change in order", async () => {
	await migrated(
		formerWatch({
			...{ ticket: "second", state: "waiting", before: OLD, now: OLD, readMinutes: 31 },
			...{ baselineMinutes: 29, changedAt: minutesAfter(30), isEarlierPending: true },
		}),
		formerWatch({ ticket: "first", state: "waiting", before: OLD, now: OLD, readMinutes: 28 }),
	);
	const { ledger } = await stored("first");
	const tickets = ledger.changes.map(({ ticket }) => ticket);
	expect(tickets.filter(Boolean)).toEqual(["first", "second"]);
	expect(ledger.controllers.map(({ id }) => id)).toEqual(["dc1", "dc2"]);
	const landed = newKeys(minutesAfter(32));
	expect((await judged(33, landed, "second")).doubt).toBe("earlier-change");
});

test("a database without watches is migrated too", async () => {
	await migrated();
	expect(await store.unendedWatches(new Date(0))).toEqual([]);
	expect(await store.habits()).toEqual(NO_HABITS);
});
