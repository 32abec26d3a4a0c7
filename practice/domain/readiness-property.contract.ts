import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Watch } from "#lib/core/watch/watch.ts";
import { createLog } from "#lib/server/log.ts";
import { connectDomain } from "#lib/server/managed-domain/ldap-controller.ts";
import type { ManagedDomain } from "#lib/server/managed-domain/managed-domain.ts";
import { readSettings } from "#lib/server/settings/settings.ts";
import { openStore, type Store } from "#lib/server/store/store.ts";
import { openForChange, recordChange } from "#lib/server/watches/record-change.ts";
import { startWatches, type Watches } from "#lib/server/watches/watches.ts";
import { kinit, ntlmSignIn } from "#practice/samba/clients.ts";
import { type SambaDomain, startSambaDomain } from "./samba-domain.ts";
import { CONTROLLERS, type Controller, type DomainPerson } from "./stand-in.ts";

/**
 * Random sequences of what can happen in a domain, on two real controllers. After every step the state
 * that the portal shows is held against what real sign-ins with the newest password do:
 *
 * - never "usable" when one of them fails on a controller that answers;
 * - "usable" within 3 s once all of them succeed everywhere.
 *
 * `PROPERTY_STEPS` makes it longer, `PROPERTY_SEED` repeats a run.
 */
const STEPS = Number(process.env.PROPERTY_STEPS ?? 300);
const SEED = Number(process.env.PROPERTY_SEED ?? 20_261_122);
const PEOPLE = 6;
const USABLE_WITHIN_MS = 3_000;

/** Mulberry32: small, seeded, good enough to choose among events. */
function randomFrom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = state;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** One person, as the test itself knows them. */
type Subject = {
	person: DomainPerson;
	/** The newest password in Entra. */
	password: string;
	ticket: string;
	/** Passwords that have not landed on a controller, the oldest first. */
	onItsWay: Record<Controller, string[]>;
	/**
	 * A change was made while an earlier one had not landed everywhere, or while a controller was away
	 * that was never seen with the earlier one's keys.
	 */
	isDoubtful: boolean;
	locked: Set<Controller>;
	story: string[];
};

let samba: SambaDomain;
let domain: ManagedDomain;
let store: Store;
let watches: Watches;
const away = new Map<Controller, "stopped" | "hung">();
const random = randomFrom(SEED);
const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;

beforeAll(async () => {
	samba = await startSambaDomain({ ips: { dc1: "127.0.0.50", dc2: "127.0.0.51" } });
	const settings = readSettings({
		ENTRA_TENANT_ID: randomUUID(),
		ENTRA_CLIENT_ID: randomUUID(),
		PORTAL_URL: "http://localhost:3000",
		...samba.environment,
	});
	if (!settings.ok || !settings.value.connection) throw new Error(JSON.stringify(settings));
	const log = createLog(() => undefined);
	domain = connectDomain(settings.value.connection, log);
	store = await openStore({ dataDir: mkdtempSync(join(tmpdir(), "keyturn-")) });
	watches = await startWatches(store, domain, log);
});
afterAll(async () => {
	watches.stop();
	await Promise.all(domain.controllers.map((c) => c.close()));
	await store.close();
	await samba.stop();
});

let names = 0;
const freshName = () => `p${SEED % 1000}x${++names}`;
let passwords = 0;
const freshPassword = () => `Stone-Heron-${++passwords}-Kt`;

async function newSubject(): Promise<Subject> {
	const name = freshName();
	const person: DomainPerson = {
		id: randomUUID(),
		userPrincipalName: `${name}@aaddscontoso.com`,
		samAccountName: name,
		displayName: name,
	};
	if (random() < 0.7) for (const at of CONTROLLERS) await samba.addAccount(at, person, "old");
	const subject: Subject = {
		person,
		password: "",
		ticket: "",
		onItsWay: { dc1: [], dc2: [] },
		isDoubtful: false,
		locked: new Set(),
		story: [],
	};
	await change(subject);
	return subject;
}

/** The person changes the password in Entra: a watch, and keys that are to land on each controller. */
async function change(subject: Subject): Promise<void> {
	const isUnseen = away.size > 0 && subject.ticket !== "" && shown(subject).state !== "usable";
	subject.isDoubtful = isUnseen || CONTROLLERS.some((at) => subject.onItsWay[at].length > 0);
	const { id, userPrincipalName } = subject.person;
	const { ticket } = await openForChange(watches, { id, userPrincipalName });
	subject.password = freshPassword();
	for (const at of CONTROLLERS) subject.onItsWay[at].push(subject.password);
	await recordChange(watches, { ticket, personId: id }, new Date());
	subject.ticket = ticket;
}

async function isThere(subject: Subject, at: Controller): Promise<boolean> {
	return await samba.describe(at, subject.person.id, freshName()).then(
		() => true,
		() => false,
	);
}

type Event = (subject: Subject, at: Controller) => Promise<void>;

/** Keys that land are always those of a change in Entra: that is what synchronisation is. */
const EVENTS: Record<string, Event> = {
	async deliver(subject, at) {
		const [next] = subject.onItsWay[at].splice(0, 1);
		if (next) await samba.setKeys(at, subject.person, next);
	},
	async deliverNewest(subject, at) {
		const newest = subject.onItsWay[at].splice(0).at(-1) ?? subject.password;
		await samba.setKeys(at, subject.person, newest);
	},
	async deliverNtlmOnly(subject, at) {
		await samba.setKeys(at, subject.person, subject.password, { ntlmOnly: true });
	},
	async deliverWithCloudTime(subject, at) {
		subject.onItsWay[at].splice(0);
		const passwordSetAt = new Date(Date.now() - 60_000);
		await samba.setKeys(at, subject.person, subject.password, { passwordSetAt });
	},
	clearKeys: (subject, at) => samba.clearKeys(at, subject.person.id),
	requireChange: (subject, at) => samba.requireChange(at, subject.person.id),
	touchPasswordTime: (subject, at) => samba.touchPasswordTime(at, subject.person.id),
	async lock(subject, at) {
		await samba.lock(at, subject.person.id);
		subject.locked.add(at);
	},
	async unlock(subject, at) {
		await samba.unlock(at, subject.person.id);
		subject.locked.delete(at);
	},
	disable: (subject, at) => samba.setDisabled(at, subject.person.id, true),
	enable: (subject, at) => samba.setDisabled(at, subject.person.id, false),
	expire: (subject, at) => samba.expirePassword(at, subject.person.id),
	describe: (subject, at) => samba.describe(at, subject.person.id, freshName()),
	async remove(subject, at) {
		await samba.removeAccount(at, subject.person.id);
		subject.locked.delete(at);
	},
	async recreate(subject, at) {
		await samba.addAccount(at, subject.person, "none");
		subject.locked.delete(at);
	},
	async rename(subject) {
		const name = freshName();
		for (const at of CONTROLLERS) {
			if (await isThere(subject, at)) await samba.rename(at, subject.person.id, name);
		}
		subject.person = {
			...subject.person,
			samAccountName: name,
			userPrincipalName: `${name}@aaddscontoso.com`,
		};
	},
	async changeAgain(subject) {
		await change(subject);
	},
};

/** Good things come more often, so that sequences reach "usable" again and again. */
const LIKELY: (keyof typeof EVENTS)[] = [
	...Array(10).fill("deliver"),
	...Array(10).fill("deliverNewest"),
	...Array(4).fill("unlock"),
	...Array(4).fill("enable"),
];
const WITHOUT_ACCOUNT = new Set([
	"deliver",
	"deliverNewest",
	"deliverNtlmOnly",
	"deliverWithCloudTime",
	"recreate",
	"rename",
	"changeAgain",
]);

async function step(subject: Subject): Promise<void> {
	const at = pick(CONTROLLERS);
	const name = random() < 0.55 ? pick(LIKELY) : pick(Object.keys(EVENTS));
	const event = EVENTS[name];
	if (!event || (!WITHOUT_ACCOUNT.has(name) && !(await isThere(subject, at)))) return;
	subject.story.push(`${name} on ${at}`);
	await event(subject, at);
}

/** Now and then a controller stops, hangs or comes back; never both at once. */
async function moveControllers(): Promise<string | undefined> {
	const [gone] = [...away.keys()];
	if (gone) {
		if (random() < 0.5) return undefined;
		await samba.resumeController(gone);
		away.delete(gone);
		return `${gone} is back`;
	}
	if (random() > 0.12) return undefined;
	const at = pick(CONTROLLERS);
	const how = random() < 0.5 ? "stopped" : "hung";
	await (how === "stopped" ? samba.stopController(at) : samba.hangController(at));
	away.set(at, how);
	return `${at} is ${how}`;
}

/** Whether real sign-ins with the newest password succeed, on every controller that answers. */
async function signInsSucceed({
	person,
	password,
	locked,
}: Subject): Promise<Map<Controller, boolean>> {
	const results = new Map<Controller, boolean>();
	for (const at of CONTROLLERS.filter((c) => !away.has(c))) {
		const signIn = { account: person.samAccountName, password };
		const [kerberos, ntlm] = await Promise.all([
			kinit(samba.controllers[at], signIn),
			ntlmSignIn(samba.controllers[at], signIn),
		]);
		results.set(at, kerberos.ok && ntlm.ok);
		// Our own tries must not lock the account.
		const isOurs = !(kerberos.ok && ntlm.ok) && !locked.has(at);
		if (isOurs) await samba.unlock(at, person.id).catch(() => undefined);
	}
	return results;
}

const shown = ({ ticket }: Subject): Watch => {
	const watch = watches.live.get(ticket);
	if (!watch) throw new Error("The watch is not followed.");
	return watch;
};

/** Whether every controller that answers has been read since `since`. */
function isReadSince(subject: Subject, since: Date): boolean {
	return shown(subject).records.every((record, i) => {
		const at = CONTROLLERS[i];
		return (
			(at && away.has(at)) || (record.latest.kind !== "unread" && record.latest.readAt > since)
		);
	});
}

async function until(condition: () => boolean, withinMs: number): Promise<boolean> {
	const end = Date.now() + withinMs;
	while (!condition()) {
		if (Date.now() > end) return false;
		await new Promise((resolve) => setTimeout(resolve, 40));
	}
	return true;
}

async function verify(subject: Subject, since: Date): Promise<void> {
	const truth = await signInsSucceed(subject);
	const story = `seed ${SEED}: ${subject.story.join(", ")}`;
	const isRead = await until(() => isReadSince(subject, since), 10_000);
	expect(isRead, `read again; ${story}`).toBe(true);
	const allSucceed = [...truth.values()].every(Boolean);
	const { state, usableAt } = shown(subject);
	if (state === "usable")
		expect(
			allSucceed,
			`usable, but ${[...truth]}; ${story}; ${JSON.stringify(shown(subject))}`,
		).toBe(true);
	const isEverywhere = allSucceed && truth.size === CONTROLLERS.length;
	if (!isEverywhere) return;
	const becomesUsable = await until(() => shown(subject).state === "usable", USABLE_WITHIN_MS);
	const after = shown(subject);
	// Which of two changes has landed can be beyond what any attribute tells; then it is not guessed.
	const isHonestDoubt = subject.isDoubtful && after.state === "unconfirmed";
	expect(
		becomesUsable || isHonestDoubt,
		`${after.state} since ${usableAt}; ${story}; ${JSON.stringify(after)}`,
	).toBe(true);
}

describe("what the portal says is what real sign-ins do", () => {
	test(
		`over ${STEPS} random steps with the seed ${SEED}`,
		async () => {
			const counts = { steps: 0, usable: 0 };
			while (counts.steps < STEPS) {
				const subjects = await Promise.all(Array.from({ length: PEOPLE }, newSubject));
				for (let round = 0; round < 10 && counts.steps < STEPS; round++) {
					const moved = await moveControllers();
					for (const subject of subjects) {
						if (moved) subject.story.push(moved);
						await step(subject);
					}
					const since = new Date();
					for (const subject of subjects) await verify(subject, since);
					counts.steps += subjects.length;
					counts.usable += subjects.filter((s) => shown(s).state === "usable").length;
				}
				for (const at of [...away.keys()]) await samba.resumeController(at);
				away.clear();
			}
			console.log(`${counts.steps} steps, usable after ${counts.usable} of them`);
			// A run that never gets there would prove nothing.
			expect(counts.usable).toBeGreaterThan(STEPS / 20);
		},
		20 * 60_000,
	);
});
