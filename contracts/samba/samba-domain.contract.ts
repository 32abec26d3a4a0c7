import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SambaDomain, startSambaDomain } from "#practice/domain/samba-domain.ts";
import { CONTROLLERS, type Controller, type DomainPerson } from "#practice/domain/stand-in.ts";
import { readAccount, type VisibleAccount } from "#practice/samba/account-reader.ts";
import { kerberosSignIn, kinit, ntlmSignIn } from "#practice/samba/clients.ts";
import {
	bothRefused,
	ENTERED,
	EVERY_WAY,
	employee,
	refused,
	signIns,
	somebody,
} from "#practice/samba/sign-ins.ts";

const RECENT_MS = 5_000;
const DAY_MS = 86_400_000;

let domain: SambaDomain;
beforeAll(async () => {
	domain = await startSambaDomain();
});
afterAll(() => domain?.stop());

async function read(at: Controller, { id }: DomainPerson): Promise<VisibleAccount> {
	const found = await readAccount(domain, at, id);
	if (found) return found;
	throw new Error(`${at} does not have the account`);
}

function passwordAge({ passwordSetAt = Number.NaN }: VisibleAccount) {
	return Date.now() - passwordSetAt;
}

describe("the keys of an account", () => {
	test("without keys it exists, is enabled, and lets nobody sign in", async () => {
		const person = somebody();
		await domain.addAccount("dc1", person, "none");
		expect(await signIns(domain, "dc1", person)).toEqual(
			bothRefused(/no support for enc/, /LOGON_FAIL/),
		);
		const account = { passwordSetAt: undefined, isDisabled: false, rights: 0 };
		expect(await read("dc1", person)).toMatchObject(account);
		expect(await readAccount(domain, "dc2", person.id)).toBeUndefined();
	});

	test("a new password signs in only on the controller that has it", async () => {
		const person = somebody();
		for (const at of CONTROLLERS) await domain.addAccount(at, person, "old");
		const before = await read("dc1", person);
		expect(passwordAge(before)).toBeGreaterThan(DAY_MS);
		await domain.setKeys("dc1", person, person.password);
		expect(await signIns(domain, "dc1", person)).toEqual(EVERY_WAY);
		expect(await signIns(domain, "dc2", person)).toEqual(
			bothRefused(/Password incorrect/, /LOGON_FAILURE/),
		);
		const after = await read("dc1", person);
		expect(after.keyVersion).toBe(before.keyVersion + 1);
		expect(Math.abs(passwordAge(after))).toBeLessThan(RECENT_MS);
	});

	test("another password is refused, and the user principal name works like the short name", async () => {
		const person = await employee(domain);
		const { userPrincipalName: account, password } = person;
		for (const client of [kinit, ntlmSignIn, kerberosSignIn]) {
			expect(await client(domain.controllers.dc1, { account, password })).toEqual(ENTERED);
		}
		expect(await signIns(domain, "dc1", { ...person, password: `${password}!` })).toEqual(
			bothRefused(/Password incorrect/, /LOGON_FAILURE/),
		);
	});

	test("cleared keys let nobody sign in", async () => {
		const person = await employee(domain);
		const { keyVersion } = await read("dc1", person);
		await domain.clearKeys("dc1", person.id);
		expect(await signIns(domain, "dc1", person)).toEqual(
			bothRefused(/no support for enc/, /LOGON_FAIL/),
		);
		expect(await signIns(domain, "dc2", person)).toEqual(EVERY_WAY);
		const account = { passwordSetAt: undefined, keyVersion: keyVersion + 1 };
		expect(await read("dc1", person)).toMatchObject(account);
	});
});

describe("account changes that leave the keys alone", () => {
	test("the password must change", async () => {
		const person = await employee(domain);
		const { keyVersion } = await read("dc1", person);
		await domain.requireChange("dc1", person.id);
		expect(await signIns(domain, "dc1", person)).toEqual(bothRefused(/must change/, /MUST_CHANGE/));
		expect(await signIns(domain, "dc2", person)).toEqual(EVERY_WAY);
		expect(await read("dc1", person)).toMatchObject({ passwordSetAt: undefined, keyVersion });
	});

	test("the password expires", async () => {
		const person = await employee(domain);
		const { keyVersion } = await read("dc1", person);
		await domain.expirePassword("dc1", person.id);
		expect(await signIns(domain, "dc1", person)).toEqual(
			bothRefused(/expired/, /PASSWORD_EXPIRED/),
		);
		expect(await read("dc1", person)).toMatchObject({ isExpired: true, keyVersion });
		expect(await read("dc2", person)).toMatchObject({ isExpired: false });
	});

	test("five failed sign-ins lock it, and unlocking undoes that", async () => {
		const [tried, locked] = [await employee(domain), await employee(domain)];
		for (let tries = 0; tries < 5; tries += 1) {
			expect(await read("dc1", tried)).toMatchObject({ isLocked: false, wrongTries: tries });
			await kinit(domain.controllers.dc1, { account: tried.samAccountName, password: "wrong" });
		}
		await domain.lock("dc1", locked.id);
		for (const person of [tried, locked]) {
			expect(await read("dc1", person)).toMatchObject({ isLocked: true, wrongTries: 5 });
			expect(await signIns(domain, "dc1", person)).toEqual(bothRefused(/revoked/, /LOCKED_OUT/));
			expect(await signIns(domain, "dc2", person)).toEqual(EVERY_WAY);
			await domain.unlock("dc1", person.id);
			expect(await read("dc1", person)).toMatchObject({ isLocked: false, wrongTries: 0 });
			expect(await signIns(domain, "dc1", person)).toEqual(EVERY_WAY);
		}
	});

	test("it is disabled, and enabled again", async () => {
		const person = await employee(domain);
		await domain.setDisabled("dc1", person.id, true);
		expect(await read("dc1", person)).toMatchObject({ isDisabled: true });
		expect(await signIns(domain, "dc1", person)).toEqual(
			bothRefused(/revoked/, /ACCOUNT_DISABLED/),
		);
		expect(await signIns(domain, "dc2", person)).toEqual(EVERY_WAY);
		await domain.setDisabled("dc1", person.id, false);
		expect(await signIns(domain, "dc1", person)).toEqual(EVERY_WAY);
	});
});

describe("the truth about a password, by real sign-ins", () => {
	const yes = { kerberos: ENTERED, ntlm: ENTERED };
	const wrong = { kerberos: refused(/Password incorrect/), ntlm: refused(/LOGON_FAILURE/) };
	const traces = async (person: DomainPerson) => {
		const { isLocked, wrongTries } = await read("dc1", person);
		return { isLocked, wrongTries };
	};

	test("is known for each controller, with either form of the name", async () => {
		const person = await employee(domain);
		const renewed = "Renewed-Pass-1";
		await domain.setKeys("dc2", person, renewed);
		for (const account of [person.samAccountName, person.userPrincipalName]) {
			expect(await domain.signInTruth({ account, password: renewed })).toMatchObject({
				dc1: { kerberos: { ok: false }, ntlm: { ok: false } },
				dc2: yes,
			});
		}
	});

	test("adds no failed sign-ins, and clears no earlier ones", async () => {
		const person = await employee(domain);
		const { samAccountName: account, password } = person;
		await domain.tryWrongPassword("dc1", person, 4);
		const before = await traces(person);
		expect(before).toEqual({ isLocked: false, wrongTries: 4 });
		for (const tried of ["Wrong-Pass-1", "Wrong-Pass-2"]) {
			const truth = await domain.signInTruth({ account, password: tried });
			expect(truth.dc1).toEqual(wrong);
			expect(await traces(person)).toEqual(before);
		}
		// A sign-in that succeeds resets the count (MS-SAMR 3.1.1.7.1).
		expect((await domain.signInTruth({ account, password })).dc1).toEqual(yes);
	});

	test("leaves a lockout unchanged", async () => {
		const person = await employee(domain);
		const { samAccountName: account, password } = person;
		await domain.lock("dc1", person.id);
		const before = await traces(person);
		const truth = await domain.signInTruth({ account, password });
		expect(truth.dc1).toEqual({ kerberos: refused(/revoked/), ntlm: refused(/LOCKED_OUT/) });
		expect(truth.dc2).toEqual(yes);
		expect(await traces(person)).toEqual(before);
	});
});

describe("keys as real clients see them", () => {
	test("of one kind after the other: Kerberos first, then NTLM", async () => {
		const person = await employee(domain);
		const renewed = { ...person, password: "Renewed-Pass-1" };
		await domain.setKeys("dc1", person, renewed.password, { only: "kerberos" });
		const half = { kinit: ENTERED, ntlmSignIn: refused(/LOGON_FAILURE/) };
		expect(await signIns(domain, "dc1", renewed)).toMatchObject(half);
		await domain.setKeys("dc1", person, renewed.password, { only: "ntlm" });
		expect(await signIns(domain, "dc1", renewed)).toEqual(EVERY_WAY);
	});

	test("written again, or without a new time, allow sign-ins", async () => {
		const person = await employee(domain);
		await domain.rewriteKeys("dc1", person.id);
		expect(await signIns(domain, "dc1", person)).toEqual(EVERY_WAY);
		const renewed = { ...person, password: "Renewed-Pass-1" };
		await domain.setKeys("dc1", person, renewed.password, { passwordSetAt: "unmoved" });
		expect(await signIns(domain, "dc1", renewed)).toEqual(EVERY_WAY);
		await domain.setKeys("dc1", person, person.password, { passwordSetAt: "unmoved" });
		expect(await signIns(domain, "dc1", person)).toEqual(EVERY_WAY);
	});

	test("without AES allow no Kerberos, as without any", async () => {
		const [weak, cleared] = [await employee(domain), await employee(domain)];
		await domain.setKeys("dc1", weak, weak.password, { aes: false });
		await domain.clearKeys("dc1", cleared.id, "kerberos");
		const kerberos = refused(/no support for encryption type/);
		for (const person of [weak, cleared]) {
			const ntlmOnly = { kinit: kerberos, ntlmSignIn: ENTERED, kerberosSignIn: kerberos };
			expect(await signIns(domain, "dc1", person)).toEqual(ntlmOnly);
		}
	});

	test("are refused where the account has expired or has no logon hours", async () => {
		const [expired, hourless] = [await employee(domain), await employee(domain)];
		await domain.setAccountExpires("dc1", expired.id, new Date(Date.now() - DAY_MS));
		await domain.setLogonHours("dc1", hourless.id, "none");
		expect(await signIns(domain, "dc1", expired)).toEqual(
			bothRefused(/revoked|expired/, /EXPIRED/),
		);
		expect(await signIns(domain, "dc1", hourless)).toEqual(bothRefused(/revoked|valid/, /HOURS/));
	});
});
