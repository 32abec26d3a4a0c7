import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { directoryView, KEY_ATTRIBUTES, writesIn } from "#practice/domain/directory-view.ts";
import { personNamed } from "#practice/domain/example-people.ts";
import { startSambaDomain } from "#practice/domain/samba-domain.ts";
import { startSimulatedDomain } from "#practice/domain/simulated-domain.ts";
import {
	CONTROLLERS,
	type Controller,
	type DomainPerson,
	type DomainStandIn,
	type LockoutPolicy,
} from "#practice/domain/stand-in.ts";

/**
 * What each event leaves in a directory, attribute by attribute, in the simulated domain and in Samba.
 * Any difference between the two is a bug in the simulation.
 */

const stands: [name: string, start: () => Promise<DomainStandIn>][] = [
	[
		"simulated",
		() =>
			startSimulatedDomain({
				dataDir: mkdtempSync(join(tmpdir(), "keyturn-")),
				ports: { dc1: 0, dc2: 0 },
			}),
	],
	["Samba", () => startSambaDomain({ ips: { dc1: "127.0.0.22", dc2: "127.0.0.23" } })],
];

const PASSWORD = "Stone-Heron-1-Kt";
const MINUTE_MS = 60_000;
const LOCKOUT = 0x10;
const SMART_CARD_REQUIRED = 0x4_0000;
const COMPUTED = "msDS-User-Account-Control-Computed";
const SEEN = [
	"objectGUID",
	"sAMAccountName",
	"userPrincipalName",
	"pwdLastSet",
	"msDS-KeyVersionNumber",
	"replPropertyMetaData",
	"userAccountControl",
	"accountExpires",
	"logonHours",
	"badPwdCount",
	"badPasswordTime",
	"lockoutTime",
	"uSNChanged",
	"whenCreated",
	COMPUTED,
];

let count = 0;
const somebody = () => personNamed(`somebody${++count}`);

describe.each(stands)("the stand-in, %s", (_name, start) => {
	let stand: DomainStandIn;
	beforeAll(async () => {
		stand = await start();
	});
	afterAll(() => stand?.stop());

	const view = (at: Controller) => directoryView(stand.environment, CONTROLLERS.indexOf(at));

	async function read({ id }: DomainPerson, at: Controller = "dc1") {
		const found = await view(at).accounts(id, SEEN);
		expect(found).toHaveLength(1);
		const entry = found[0] ?? { dn: "" };
		const text = (name: string) => {
			const value = entry[name];
			return Array.isArray(value) ? undefined : value?.toString();
		};
		const metadata = entry.replPropertyMetaData;
		const writes = Buffer.isBuffer(metadata) ? writesIn(metadata) : undefined;
		return {
			entry,
			text,
			pwdLastSet: text("pwdLastSet"),
			keyVersion: Number(text("msDS-KeyVersionNumber") ?? 0),
			ntlm: writes?.get(KEY_ATTRIBUTES.ntlm),
			kerberos: writes?.get(KEY_ATTRIBUTES.kerberos),
			flags: Number(text("userAccountControl")),
			isLocked: (Number(text(COMPUTED)) & LOCKOUT) !== 0,
			wrongTries: Number(text("badPwdCount")),
		};
	}
	async function withKeys(): Promise<DomainPerson> {
		const person = somebody();
		await stand.addAccount("dc1", person, "old");
		return person;
	}
	/** By how much the versions rise, and whether `pwdLastSet` moves. */
	async function effect(person: DomainPerson, event: () => Promise<void>) {
		const before = await read(person);
		await event();
		const after = await read(person);
		return {
			ntlm: (after.ntlm?.version ?? 0) - (before.ntlm?.version ?? 0),
			kerberos: (after.kerberos?.version ?? 0) - (before.kerberos?.version ?? 0),
			isTimeMoved: after.pwdLastSet !== before.pwdLastSet,
		};
	}

	describe("an account", () => {
		test("starts with random keys and the current time", async () => {
			const person = somebody();
			await stand.addAccount("dc1", person, "random");
			const { pwdLastSet, keyVersion, ntlm } = await read(person);
			expect(Math.abs(ageOf(pwdLastSet))).toBeLessThan(MINUTE_MS);
			expect([keyVersion, ntlm?.version]).toEqual([1, 1]);
		});

		test("moves into the container of synchronised people as the same object", async () => {
			const person = somebody();
			await stand.addAccount("dc1", person, "random", { place: "elsewhere" });
			const before = await read(person);
			expect(before.entry.dn).toMatch(/CN=Users,DC=aaddscontoso,DC=com$/);
			await stand.move("dc1", person.id, "people");
			const after = await read(person);
			expect(after.entry.dn).toMatch(/OU=AADDC Users,DC=aaddscontoso,DC=com$/);
			expect(after.entry.objectGUID).toEqual(before.entry.objectGUID);
			await stand.describe("dc1", person.id, "found where it is now");
		});

		test("is hidden from the reading account, then shown again", async () => {
			const person = await withKeys();
			await stand.setHidden("dc1", person.id, true);
			expect(await view("dc1").accounts(person.id, SEEN)).toEqual([]);
			await stand.setKeys("dc1", person, PASSWORD);
			expect(await view("dc1").accounts(person.id, SEEN)).toEqual([]);
			await stand.setHidden("dc1", person.id, false);
			expect((await read(person)).keyVersion).toBe(2);
		});

		test("gives its name to somebody else", async () => {
			const [person, heir] = [await withKeys(), somebody()];
			const before = await read(person);
			await stand.rename("dc1", person.id, `${person.samAccountName}x`);
			const { samAccountName, userPrincipalName } = person;
			await stand.addAccount("dc1", { ...heir, samAccountName, userPrincipalName }, "old");
			const after = await read(person);
			expect(after.text("sAMAccountName")).toBe(`${samAccountName}x`);
			expect(after.text("userPrincipalName")).toBe(`${samAccountName}x@aaddscontoso.com`);
			expect(after.entry.objectGUID).toEqual(before.entry.objectGUID);
			expect((await read(heir)).text("userPrincipalName")).toBe(userPrincipalName);
		});

		test.each(["before", "after"])("has a duplicate that was added %s it", async (order) => {
			const person = somebody();
			const twin = { ...somebody(), id: person.id };
			if (order === "before") await stand.addTwin("dc1", twin, "old");
			await stand.addAccount("dc1", person, "old");
			if (order === "after") await stand.addTwin("dc1", twin, "old");
			await stand.setKeys("dc1", person, PASSWORD);
			const found = await view("dc1").accounts(person.id, SEEN);
			const versions = found.map((entry) => [entry.sAMAccountName, entry["msDS-KeyVersionNumber"]]);
			expect(new Map(versions as [string, string][])).toEqual(
				new Map([
					[person.samAccountName, "2"],
					[twin.samAccountName, "1"],
				]),
			);
			await stand.removeTwin("dc1", person.id);
			expect((await read(person)).text("sAMAccountName")).toBe(person.samAccountName);
		});
	});

	describe("keys", () => {
		test("of one kind leave the other unchanged", async () => {
			const person = await withKeys();
			const kerberos = () => stand.setKeys("dc1", person, PASSWORD, { only: "kerberos" });
			const ntlm = () => stand.setKeys("dc1", person, PASSWORD, { only: "ntlm" });
			expect(await effect(person, kerberos)).toEqual({ ntlm: 0, kerberos: 1, isTimeMoved: true });
			expect(await effect(person, ntlm)).toEqual({ ntlm: 1, kerberos: 0, isTimeMoved: true });
		});

		test("arrive one kind after the other, with the same time", async () => {
			const person = await withKeys();
			const passwordSetAt = new Date(Math.floor(Date.now() / 1000) * 1000 - 600_000);
			await stand.setKeys("dc1", person, PASSWORD, { only: "kerberos", passwordSetAt });
			await stand.setKeys("dc1", person, PASSWORD, { only: "ntlm", passwordSetAt });
			const { pwdLastSet, keyVersion, kerberos } = await read(person);
			expect(Date.now() - ageOf(pwdLastSet)).toBeCloseTo(passwordSetAt.getTime(), -3);
			expect([keyVersion, kerberos?.version]).toEqual([2, 2]);
		});

		test("move without the time", async () => {
			const person = await withKeys();
			const unmoved = () => stand.setKeys("dc1", person, PASSWORD, { passwordSetAt: "unmoved" });
			expect(await effect(person, unmoved)).toEqual({ ntlm: 1, kerberos: 1, isTimeMoved: false });
		});

		test("are written again unchanged", async () => {
			const person = await withKeys();
			const again = () => stand.rewriteKeys("dc1", person.id);
			expect(await effect(person, again)).toEqual({ ntlm: 1, kerberos: 1, isTimeMoved: false });
			await stand.clearKeys("dc1", person.id, "kerberos");
			expect(await effect(person, again)).toEqual({ ntlm: 1, kerberos: 0, isTimeMoved: false });
		});

		test("are removed for one kind only", async () => {
			const person = await withKeys();
			const kerberos = () => stand.clearKeys("dc1", person.id, "kerberos");
			const ntlm = () => stand.clearKeys("dc1", person.id, "ntlm");
			expect(await effect(person, kerberos)).toEqual({ ntlm: 0, kerberos: 1, isTimeMoved: false });
			expect(await effect(person, ntlm)).toEqual({ ntlm: 1, kerberos: 0, isTimeMoved: false });
		});

		test("become random where a smart card is required", async () => {
			const person = await withKeys();
			const required = () => stand.setSmartCardRequired("dc1", person.id, true);
			expect(await effect(person, required)).toEqual({ ntlm: 1, kerberos: 1, isTimeMoved: false });
			expect((await read(person)).flags & SMART_CARD_REQUIRED).toBeTruthy();
			await stand.setSmartCardRequired("dc1", person.id, false);
			expect((await read(person)).flags & SMART_CARD_REQUIRED).toBe(0);
		});
	});

	describe("a write of keys", () => {
		const names = ["dsServiceName", "currentTime", "highestCommittedUSN"];
		async function machine(at: Controller) {
			const machine = view(at);
			const root = await machine.object("", names);
			const settings = await machine.object(String(root.dsServiceName), ["invocationId"]);
			return { root, invocationId: (settings.invocationId as Buffer).toString("hex") };
		}

		test("carries its originating machine and USN", async () => {
			const person = somebody();
			for (const at of ["dc1", "dc2"] as const) await stand.setKeys(at, person, PASSWORD);
			for (const at of ["dc1", "dc2"] as const) {
				const { root, invocationId } = await machine(at);
				const { ntlm, kerberos, text } = await read(person, at);
				expect([ntlm?.invocationId, kerberos?.invocationId]).toEqual([invocationId, invocationId]);
				expect(ntlm?.usn).toBe(BigInt(text("uSNChanged") ?? 0));
				expect(ntlm?.usn).toBe(BigInt(String(root.highestCommittedUSN)));
				expect(text("whenCreated")).toMatch(/^\d{14}\.0Z$/);
				expect(root.currentTime).toMatch(/^\d{14}\.0Z$/);
			}
			expect((await machine("dc1")).invocationId).not.toBe((await machine("dc2")).invocationId);
		});

		test("is forgotten by a controller restored from a backup, which then is a different machine", async () => {
			const person = await withKeys();
			const restore = await stand.backUp("dc1");
			const before = await machine("dc1");
			await stand.setKeys("dc1", person, PASSWORD);
			expect((await read(person)).keyVersion).toBe(2);
			await restore();
			const after = await read(person);
			expect(after.keyVersion).toBe(1);
			expect((await machine("dc1")).invocationId).not.toBe(before.invocationId);
			await stand.setKeys("dc1", person, PASSWORD);
			expect((await read(person)).ntlm?.invocationId).toBe((await machine("dc1")).invocationId);
		});
	});

	describe("what blocks a sign-in", () => {
		test("an account that has expired, and one that never does", async () => {
			const person = await withKeys();
			await stand.setAccountExpires("dc1", person.id, new Date(Date.now() - MINUTE_MS));
			expect(ageOf((await read(person)).text("accountExpires"))).toBeGreaterThan(0);
			await stand.setAccountExpires("dc1", person.id, "never");
			expect((await read(person)).text("accountExpires")).toBe("9223372036854775807");
		});

		test("no logon hours, and all of them", async () => {
			const person = await withKeys();
			const hours = async () => (await read(person)).entry.logonHours;
			expect(await hours()).toEqual([]);
			await stand.setLogonHours("dc1", person.id, "none");
			expect(await hours()).toEqual(Buffer.alloc(21));
			await stand.setLogonHours("dc1", person.id, "all");
			expect(await hours()).toEqual(Buffer.alloc(21, 0xff));
		});
	});

	describe("what the reading account can read", () => {
		test.each([
			"pwdLastSet",
			"msDS-KeyVersionNumber",
			"replPropertyMetaData",
			"uSNChanged",
			"userAccountControl",
			COMPUTED,
		])("%s, until it is hidden on one controller", async (attribute) => {
			const person = await withKeys();
			await stand.addAccount("dc2", person, "old");
			const isShown = async (at: Controller) =>
				(await read(person, at)).entry[attribute]?.length !== 0;
			await stand.hideAttributes("dc1", [attribute]);
			expect([await isShown("dc1"), await isShown("dc2")]).toEqual([false, true]);
			await stand.hideAttributes("dc1", []);
			expect(await isShown("dc1")).toBe(true);
		});

		test("nothing while it is disabled", async () => {
			const person = await withKeys();
			await stand.setReaderDisabled("dc1", true);
			await expect(read(person)).rejects.toThrow(/data 533/);
			await stand.setReaderDisabled("dc1", false);
			expect((await read(person)).keyVersion).toBe(1);
		});
	});

	describe("the lockout policy", () => {
		const strict = { threshold: 3, durationMs: 10 * MINUTE_MS, windowMs: 5 * MINUTE_MS };
		const head = "DC=aaddscontoso,DC=com";
		const onHead = async () => {
			const { lockoutThreshold, lockoutDuration } = await view("dc1").object(head, [
				"lockoutThreshold",
				"lockoutDuration",
			]);
			return [lockoutThreshold, lockoutDuration];
		};
		const resultant = async ({ id }: DomainPerson) => {
			const [entry] = await view("dc1").accounts(id, ["msDS-ResultantPSO"]);
			return String(entry?.["msDS-ResultantPSO"]);
		};

		const everywhere: LockoutPolicy["from"][] = [
			"domain-head",
			"fine-grained",
			"fine-grained-unreadable",
		];
		test.each(everywhere)("counts real failed sign-ins, from %s", async (from) => {
			const person = await withKeys();
			await stand.setLockoutPolicy("dc1", { ...strict, from });
			await stand.tryWrongPassword("dc1", person, 2);
			const tried = await read(person);
			expect(tried).toMatchObject({ wrongTries: 2, isLocked: false });
			expect(Math.abs(ageOf(tried.text("badPasswordTime")))).toBeLessThan(MINUTE_MS);
			await stand.tryWrongPassword("dc1", person);
			expect(await read(person)).toMatchObject({ wrongTries: 3, isLocked: true });
			await stand.unlock("dc1", person.id);
			expect((await read(person)).isLocked).toBe(false);
		});

		test("is on the domain object, or in a policy for everybody", async () => {
			const person = await withKeys();
			await stand.setLockoutPolicy("dc1", { ...strict, from: "domain-head" });
			expect(await onHead()).toEqual(["3", "-6000000000"]);
			expect(await resultant(person)).toBe("");
			await stand.setLockoutPolicy("dc1", { ...strict, from: "fine-grained" });
			expect(await onHead()).toEqual(["0", "-18000000000"]);
			const dn = await resultant(person);
			const policy = ["msDS-LockoutThreshold", "msDS-LockoutDuration"];
			expect(await view("dc1").object(dn, policy)).toMatchObject({
				"msDS-LockoutThreshold": "3",
				"msDS-LockoutDuration": "-6000000000",
			});
			await stand.setLockoutPolicy("dc1", { ...strict, from: "fine-grained-unreadable" });
			expect(await resultant(person)).toBe(dn);
			// Refused, or returned without attributes.
			const unreadable = await view("dc1")
				.object(dn, policy)
				.catch(() => undefined);
			expect(unreadable?.["msDS-LockoutThreshold"] ?? []).toEqual([]);
			await stand.hideAttributes("dc1", ["msDS-ResultantPSO"]);
			expect(await resultant(person)).toBe("");
			await stand.hideAttributes("dc1", []);
		});

		test("lasts until somebody unlocks the account", async () => {
			const person = await withKeys();
			const policy = { ...strict, durationMs: "until-unlocked", from: "domain-head" } as const;
			await stand.setLockoutPolicy("dc1", policy);
			expect(await onHead()).toEqual(["3", "0"]);
			await stand.tryWrongPassword("dc1", person, 3);
			expect((await read(person)).isLocked).toBe(true);
			await stand.unlock("dc1", person.id);
			expect((await read(person)).isLocked).toBe(false);
		});
	});
});

/** Milliseconds since a FILETIME (MS-DTYP 2.3.3). */
function ageOf(fileTime: string | undefined): number {
	return Date.now() - Number(BigInt(fileTime ?? 0) / 10_000n - 11_644_473_600_000n);
}
