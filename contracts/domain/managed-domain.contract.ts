import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Observation, PresentObservation } from "#lib/core/readiness/observation.ts";
import { connectDomain } from "#lib/directory/ldap-controller.ts";
import type { ManagedDomain } from "#lib/directory/managed-domain.ts";
import { createLog } from "#lib/log.ts";
import { personNamed } from "#practice/domain/example-people.ts";
import { startSambaDomain } from "#practice/domain/samba-domain.ts";
import { startSimulatedDomain } from "#practice/domain/simulated-domain.ts";
import type { Controller, DomainPerson, DomainStandIn } from "#practice/domain/stand-in.ts";
import { connectionTo } from "./connection-to.ts";

/**
 * What the portal reads from a managed domain, tested on the simulated one and on Samba. Any
 * difference between the two is a bug in the simulation.
 */

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * 60_000;
const folder = () => mkdtempSync(join(tmpdir(), "keyturn-"));

const stands: [name: string, start: () => Promise<DomainStandIn>][] = [
	["simulated", () => startSimulatedDomain({ dataDir: folder(), ports: { dc1: 0, dc2: 0 } })],
	["Samba", () => startSambaDomain({ ips: { dc1: "127.0.0.20", dc2: "127.0.0.21" } })],
];

function connect(stand: DomainStandIn, overrides: Record<string, string> = {}): ManagedDomain {
	return connectDomain(
		connectionTo({ ...stand.environment, ...overrides }),
		createLog(() => undefined),
	);
}

let count = 0;
const freshPerson = () => personNamed(`person${++count}`);

describe.each(stands)("the managed domain, %s", (_name, start) => {
	let stand: DomainStandIn;
	let domain: ManagedDomain;

	beforeAll(async () => {
		stand = await start();
		domain = connect(stand);
	});
	afterAll(async () => {
		await Promise.all(domain.controllers.map((c) => c.close()));
		await stand.stop();
	});

	async function read(person: DomainPerson, at: Controller = "dc1", from = domain) {
		const observations = await from.controllers[at === "dc1" ? 0 : 1]?.read([person]);
		return observations?.get(person.id) as Observation;
	}
	async function account(person: DomainPerson, at: Controller = "dc1", from = domain) {
		const observation = await read(person, at, from);
		if (observation.kind !== "present") throw new Error(JSON.stringify(observation));
		return (observation satisfies PresentObservation).account;
	}
	async function withOldKeys(): Promise<DomainPerson> {
		const person = freshPerson();
		await stand.addAccount("dc1", person, "old");
		return person;
	}

	test("lists the controllers by their own names", async () => {
		await read(freshPerson());
		await read(freshPerson(), "dc2");
		expect(domain.controllers.map((c) => c.name())).toEqual([
			"dc1.aaddscontoso.com",
			"dc2.aaddscontoso.com",
		]);
	});

	test("reads each controller independently", async () => {
		const person = await withOldKeys();
		expect((await read(person, "dc1")).kind).toBe("present");
		expect((await read(person, "dc2")).kind).toBe("absent");
	});

	test("reads the names, and the time and versions of the password", async () => {
		const person = freshPerson();
		await stand.setKeys("dc1", person, "New-Pass-01");
		const found = await account(person);
		expect(found).toMatchObject({
			userPrincipalName: person.userPrincipalName,
			samAccountName: person.samAccountName,
			disabled: false,
			lockedOut: false,
			passwordExpired: false,
		});
		expect(found.objectGuid).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
		expect(found.keyVersion).toBe(found.keyWrites?.unicodePwd?.version);
		expect(found.keyWrites?.supplementalCredentials?.version).toBeGreaterThan(0);
		expect(found).toMatchObject({
			accountExpired: false,
			smartCardRequired: false,
			wrongTries: { count: 0, lastAt: undefined },
			lockoutRules: { threshold: 5, durationMs: 30 * MINUTE_MS, windowMs: 2 * MINUTE_MS },
		});
		expect(Math.abs(Date.now() - (found.madeAt?.getTime() ?? 0))).toBeLessThan(60_000);
		const { origin } = found.keyWrites?.unicodePwd ?? {};
		expect(origin?.invocationId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
		expect(Number(origin?.usn)).toBeGreaterThan(0);
		const setAt = found.passwordSetAt as Date;
		expect(Math.abs(Date.now() - setAt.getTime())).toBeLessThan(60_000);
		const expiresIn = (found.passwordExpiresAt?.getTime() ?? 0) - setAt.getTime();
		expect(expiresIn / DAY_MS).toBeCloseTo(90, 1);
	});

	test("records the machine that answered and its time, whatever it holds", async () => {
		const there = await read(await withOldKeys());
		const absent = await read(freshPerson());
		for (const observation of [there, absent]) {
			if (observation.kind === "unread") throw new Error(observation.reason);
			expect(observation.source?.machine).toMatch(/^CN=NTDS Settings,CN=DC1,CN=Servers,/i);
			const behindMs = Date.now() - (observation.source?.clock?.getTime() ?? 0);
			expect(Math.abs(behindMs)).toBeLessThan(2_000);
		}
	});

	test("a fresh account without keys exists and has none", async () => {
		const person = freshPerson();
		await stand.addAccount("dc1", person, "none");
		const found = await account(person);
		expect(found.passwordSetAt).toBe("must-change");
		expect(found.keyWrites?.unicodePwd).toBeUndefined();
		expect(found.keyWrites?.supplementalCredentials).toBeUndefined();
	});

	describe("after each event", () => {
		type Change = { keys: number; ntlm: number; kerberos: number };
		async function changeBy(
			event: (person: DomainPerson) => Promise<void>,
		): Promise<Change & { passwordSetAt: Date | "must-change" | undefined }> {
			const person = await withOldKeys();
			const before = await account(person);
			await event(person);
			const after = await account(person);
			const versions = (found: typeof after) => ({
				keys: found.keyVersion ?? 0,
				ntlm: found.keyWrites?.unicodePwd?.version ?? 0,
				kerberos: found.keyWrites?.supplementalCredentials?.version ?? 0,
			});
			const [was, is] = [versions(before), versions(after)];
			return {
				keys: is.keys - was.keys,
				ntlm: is.ntlm - was.ntlm,
				kerberos: is.kerberos - was.kerberos,
				passwordSetAt: after.passwordSetAt,
			};
		}
		const none: Change = { keys: 0, ntlm: 0, kerberos: 0 };
		const all: Change = { keys: 1, ntlm: 1, kerberos: 1 };

		test("a password set raises every version", async () => {
			expect(await changeBy((p) => stand.setKeys("dc1", p, "New-Pass-01"))).toMatchObject(all);
		});
		test("a synchronisation with the cloud's time sets that time", async () => {
			const cloud = new Date(Math.floor(Date.now() / 1000) * 1000 - 600_000);
			const change = await changeBy((p) =>
				stand.setKeys("dc1", p, "New-Pass-01", { passwordSetAt: cloud }),
			);
			expect(change).toMatchObject({ ...all, passwordSetAt: cloud });
		});
		test("an NTLM key alone raises its version and moves the time", async () => {
			const change = await changeBy((p) =>
				stand.setKeys("dc1", p, "New-Pass-01", { only: "ntlm" }),
			);
			expect(change).toMatchObject({ keys: 1, ntlm: 1 });
			expect(change.passwordSetAt).toBeInstanceOf(Date);
		});
		test("pwdLastSet 0 raises no version", async () => {
			const change = await changeBy((p) => stand.requireChange("dc1", p.id));
			expect(change).toEqual({ ...none, passwordSetAt: "must-change" });
		});
		test("pwdLastSet -1 moves the time and raises no version", async () => {
			const change = await changeBy((p) => stand.touchPasswordTime("dc1", p.id));
			expect(change).toMatchObject(none);
			expect(Date.now() - (change.passwordSetAt as Date).getTime()).toBeLessThan(60_000);
		});
		test("removed keys raise the version, and the password must be changed", async () => {
			const change = await changeBy((p) => stand.clearKeys("dc1", p.id));
			expect(change).toMatchObject({ keys: 1, ntlm: 1, passwordSetAt: "must-change" });
		});
		test("a changed description raises nothing", async () => {
			expect(await changeBy((p) => stand.describe("dc1", p.id, "x"))).toMatchObject(none);
		});
		test("a recreated account is a different object", async () => {
			const person = await withOldKeys();
			const before = await account(person);
			await stand.removeAccount("dc1", person.id);
			expect((await read(person)).kind).toBe("absent");
			await stand.addAccount("dc1", person, "old");
			expect((await account(person)).objectGuid).not.toBe(before.objectGuid);
		});
	});

	describe("a blocked account", () => {
		test("locked for half an hour, then free again", async () => {
			const person = await withOldKeys();
			await stand.lock("dc1", person.id);
			const locked = await account(person);
			const minutes = ((locked.lockedUntil?.getTime() ?? 0) - Date.now()) / 60_000;
			expect(locked.lockedOut).toBe(true);
			expect(minutes).toBeGreaterThan(28);
			expect(minutes).toBeLessThan(31);
			await stand.unlock("dc1", person.id);
			expect((await account(person)).lockedOut).toBe(false);
		});
		test("locked for an unknown time, where the settings do not have it", async () => {
			const person = await withOldKeys();
			await stand.lock("dc1", person.id);
			const untold = connect(stand, {
				DOMAIN_LOCKOUT_THRESHOLD: "",
				DOMAIN_LOCKOUT_MINUTES: "",
				DOMAIN_LOCKOUT_WINDOW_MINUTES: "",
			});
			const locked = await account(person, "dc1", untold);
			expect(locked).toMatchObject({ lockedOut: true, lockedUntil: undefined });
			await untold.controllers[0]?.close();
		});
		test("a new password does not unlock it", async () => {
			const person = await withOldKeys();
			await stand.lock("dc1", person.id);
			await stand.setKeys("dc1", person, "New-Pass-01");
			expect((await account(person)).lockedOut).toBe(true);
		});
		test("disabled and enabled", async () => {
			const person = await withOldKeys();
			await stand.setDisabled("dc1", person.id, true);
			expect((await account(person)).disabled).toBe(true);
			await stand.setDisabled("dc1", person.id, false);
			expect((await account(person)).disabled).toBe(false);
		});
		test("expired", async () => {
			const person = await withOldKeys();
			await stand.expirePassword("dc1", person.id);
			expect((await account(person)).passwordExpired).toBe(true);
		});
	});

	describe("finding accounts", () => {
		test("many in one call, existing and missing", async () => {
			const there = await Promise.all(Array.from({ length: 3 }, withOldKeys));
			const absent = Array.from({ length: 247 }, freshPerson);
			const found = await domain.controllers[0]?.read([...absent, ...there]);
			expect(found?.size).toBe(250);
			expect(there.map((p) => found?.get(p.id)?.kind)).toEqual(["present", "present", "present"]);
			expect(absent.every((p) => found?.get(p.id)?.kind === "absent")).toBe(true);
		});
		test("by an object id stored as octets", async () => {
			const person = await withOldKeys();
			const octets = connect(stand, { DOMAIN_OBJECT_ID_ATTRIBUTE: "msDS-AzureADObjectId" });
			expect((await account(person, "dc1", octets)).samAccountName).toBe(person.samAccountName);
			// Found by object id, not by name.
			const renamed = { ...person, userPrincipalName: "another@aaddscontoso.com" };
			expect((await read(renamed, "dc1", octets)).kind).toBe("present");
			await octets.controllers[0]?.close();
		});
		test("by the UPN where the domain has no such attribute", async () => {
			const person = await withOldKeys();
			const byName = connect(stand, { DOMAIN_OBJECT_ID_ATTRIBUTE: "msDS-doesNotExist" });
			expect((await account(person, "dc1", byName)).samAccountName).toBe(person.samAccountName);
			await byName.controllers[0]?.close();
		});
		test("never somebody else's account that now has the name", async () => {
			const person = await withOldKeys();
			const other = { ...person, id: randomUUID() };
			expect((await read(other)).kind).toBe("absent");
		});
	});

	describe("an unreadable controller", () => {
		test("stopped, then back", async () => {
			const person = await withOldKeys();
			await stand.stopController("dc1");
			expect(await read(person)).toMatchObject({ kind: "unread", reason: "refused" });
			await stand.resumeController("dc1");
			await expect
				.poll(async () => (await read(person)).kind, { timeout: 20_000, interval: 300 })
				.toBe("present");
		});
		test("hanging, while the other answers", async () => {
			const person = await withOldKeys();
			await read(person);
			await stand.hangController("dc1");
			const [hung, other] = await Promise.all([read(person, "dc1"), read(person, "dc2")]);
			expect(hung).toMatchObject({ kind: "unread", reason: "timeout" });
			expect(other.kind).toBe("absent");
			await stand.resumeController("dc1");
			await expect
				.poll(async () => (await read(person)).kind, { timeout: 20_000, interval: 300 })
				.toBe("present");
		});
		test("with an untrusted certificate", async () => {
			const untrusting = connect(stand, { DOMAIN_CA_FILE: "" });
			const observation = await read(freshPerson(), "dc1", untrusting);
			expect(observation).toMatchObject({ kind: "unread", reason: "certificate" });
		});
		test("with a refused password, which is not tried again at once", async () => {
			const refused = connect(stand, { DOMAIN_BIND_PASSWORD: "wrong" });
			const expected = { kind: "unread", reason: "sign-in-refused" };
			expect(await read(freshPerson(), "dc1", refused)).toMatchObject(expected);
			expect(await read(freshPerson(), "dc1", refused)).toMatchObject(expected);
			// A second attempt within the minute would count towards locking the account.
			expect((await read(await withOldKeys())).kind).toBe("present");
		});
	});
});
