import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { directoryView, KEY_ATTRIBUTES, writesIn } from "#practice/domain/directory-view.ts";
import { personNamed } from "#practice/domain/example-people.ts";
import {
	type Machine,
	type ReplicatingDomain,
	startReplicatingDomain,
} from "#practice/domain/replicating-domain.ts";
import type { DomainPerson } from "#practice/domain/stand-in.ts";

/** A domain that really replicates: a write is recognised on every machine by its origin. */

let domain: ReplicatingDomain;
beforeAll(async () => {
	domain = await startReplicatingDomain();
});
afterAll(() => domain?.stop());

const OLD = "Stone-Heron-1-Kt";
const NEW = "Stone-Heron-2-Kt";
const SIGNED_IN = { kerberos: { ok: true }, ntlm: { ok: true } };

const somebody = () => personNamed(`p${randomUUID().slice(0, 13)}`);

/** The writes of both kinds of keys on a machine, and its own USN of the account's last write. */
async function read(machine: Machine, { id }: DomainPerson) {
	const names = ["replPropertyMetaData", "uSNChanged", "objectGUID"];
	const view = directoryView(domain.environmentOf(machine));
	const [entry] = await view.accounts(id, names);
	if (!entry) return undefined;
	const writes = writesIn(entry.replPropertyMetaData as Buffer);
	return {
		ntlm: writes.get(KEY_ATTRIBUTES.ntlm),
		kerberos: writes.get(KEY_ATTRIBUTES.kerberos),
		objectGuid: (entry.objectGUID as Buffer).toString("hex"),
		ownUsn: BigInt(String(entry.uSNChanged)),
	};
}

async function invocationId(machine: Machine): Promise<string> {
	const view = directoryView(domain.environmentOf(machine));
	const { dsServiceName } = await view.object("", ["dsServiceName"]);
	const service = await view.object(String(dsServiceName), ["invocationId"]);
	return (service.invocationId as Buffer).toString("hex");
}

async function truthOn(
	machine: Machine,
	{ samAccountName: account }: DomainPerson,
	password: string,
) {
	return (await domain.signInTruth({ account, password }))[machine];
}

test("a write is the same everywhere, and signs in wherever it has replicated to", async () => {
	const person = somebody();
	await domain.setKeys("dc1", person, OLD);
	expect(await read("dc2", person)).toBeUndefined();
	await domain.replicate("dc1", "dc2");
	const [first, second] = [await read("dc1", person), await read("dc2", person)];
	expect(first?.ntlm).toMatchObject({ version: 1, invocationId: await invocationId("dc1") });
	expect({ ...second, ownUsn: 0n }).toEqual({ ...first, ownUsn: 0n });
	expect(second?.ownUsn).not.toBe(first?.ownUsn);

	await domain.setKeys("dc2", person, NEW);
	expect(await truthOn("dc1", person, NEW)).toMatchObject({ kerberos: { ok: false } });
	await domain.replicate("dc2", "dc1");
	expect(await truthOn("dc1", person, NEW)).toEqual(SIGNED_IN);
	const [there, back] = [await read("dc2", person), await read("dc1", person)];
	expect(there?.ntlm).toMatchObject({ version: 2, invocationId: await invocationId("dc2") });
	expect({ ...back, ownUsn: 0n }).toEqual({ ...there, ownUsn: 0n });
});

test("a machine that joins during a change knows the writes it received", async () => {
	const person = somebody();
	await domain.setKeys("dc1", person, OLD);
	await domain.replicate("dc1", "dc2");
	const old = await read("dc2", person);
	await domain.setKeys("dc1", person, NEW);
	await domain.join("dc3", "dc2");
	expect(await read("dc3", person)).toMatchObject({ ntlm: old?.ntlm, kerberos: old?.kerberos });
	expect(await truthOn("dc3", person, OLD)).toEqual(SIGNED_IN);
	await domain.replicate("dc1", "dc3");
	const [first, third] = [await read("dc1", person), await read("dc3", person)];
	expect(third).toMatchObject({ ntlm: first?.ntlm, kerberos: first?.kerberos });
	expect(await truthOn("dc3", person, NEW)).toEqual(SIGNED_IN);
});

test("a rebuilt machine is a different one, but knows the same writes", async () => {
	const person = somebody();
	await domain.setKeys("dc2", person, OLD);
	await domain.replicate("dc2", "dc1");
	const before = await read("dc2", person);
	const was = await invocationId("dc2");
	await domain.join("dc2", "dc1");
	const is = await invocationId("dc2");
	expect(is).not.toBe(was);
	expect(await read("dc2", person)).toMatchObject({
		ntlm: before?.ntlm,
		kerberos: before?.kerberos,
	});
	await domain.setKeys("dc2", person, NEW);
	await domain.replicate("dc2", "dc1");
	expect((await read("dc1", person))?.ntlm).toMatchObject({ version: 2, invocationId: is });
	expect(await truthOn("dc1", person, NEW)).toEqual(SIGNED_IN);
});
