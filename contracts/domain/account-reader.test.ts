import { afterEach, beforeEach, expect, test } from "vitest";
import type { Observation } from "#lib/core/readiness/observation.ts";
import { connectDomain } from "#lib/directory/ldap-controller.ts";
import type { Controller } from "#lib/directory/managed-domain.ts";
import { createLog } from "#lib/log.ts";
import { type ExampleDomain, startExampleDomain } from "#practice/domain/example-domain.ts";
import { person } from "#practice/domain/example-people.ts";
import { connectionTo } from "./connection-to.ts";

let example: ExampleDomain;
let controller: Controller;

async function connect(hidden: string[] = []): Promise<void> {
	example = await startExampleDomain();
	await example.domain.hideAttributes("dc1", hidden);
	const [first] = connectDomain(
		connectionTo({ ...example.domain.environment, DOMAIN_KERBEROS_CHECK: "false" }),
		createLog(() => undefined),
	).controllers;
	if (!first) throw new Error("There is no controller.");
	controller = first;
	await example.domain.addAccount("dc1", person(1), "old");
}

beforeEach(() => connect());
afterEach(async () => {
	await controller.close();
	await example.end();
});

const read = async (number = 1): Promise<Observation | undefined> =>
	(await controller.read([person(number)])).get(person(number).id);

async function account(number = 1) {
	const found = await read(number);
	if (found?.kind !== "present") throw new Error(`The account is ${found?.kind}.`);
	return found.account;
}

test("an account that was not written is the same object with a later reading time", async () => {
	const first = await read();
	await new Promise((resolve) => setTimeout(resolve, 5));
	const second = await read();
	if (first?.kind !== "present" || second?.kind !== "present")
		throw new Error("It does not exist.");
	expect(second.account).toBe(first.account);
	expect(second.readAt.getTime()).toBeGreaterThan(first.readAt.getTime());
});

const events: [name: string, happen: () => Promise<void>][] = [
	["new keys", () => example.domain.setKeys("dc1", person(1), "Never-Stored-1")],
	["keys removed", () => example.domain.clearKeys("dc1", person(1).id)],
	["a lockout", () => example.domain.lock("dc1", person(1).id)],
	["must change", () => example.domain.requireChange("dc1", person(1).id)],
	["a disabled account", () => example.domain.setDisabled("dc1", person(1).id, true)],
];
for (const [name, happen] of events) {
	test(`${name} is seen at the next reading`, async () => {
		const before = await account();
		await account();
		await happen();
		expect(await account()).not.toEqual(before);
	});
}

test("a recreated account is read in full", async () => {
	const before = await account();
	await example.domain.addAccount("dc1", person(1), "old");
	expect((await account()).objectGuid).not.toBe(before.objectGuid);
});

test("an account that disappears or appears is seen at the next reading", async () => {
	await account();
	await example.domain.removeAccount("dc1", person(1).id);
	expect((await read())?.kind).toBe("absent");
	await example.domain.setKeys("dc1", person(1), "Never-Stored-1");
	expect((await read())?.kind).toBe("present");
});

test("a new connection may lead to another machine, so everything is read in full", async () => {
	const before = await account();
	await example.domain.stopController("dc1");
	await example.domain.resumeController("dc1");
	const after = await account();
	expect(after).toEqual(before);
	expect(after).not.toBe(before);
});

test("where the USN cannot be read, everything is read each time", async () => {
	await controller.close();
	await example.end();
	await connect(["uSNChanged"]);
	const before = await account();
	await example.domain.setKeys("dc1", person(1), "Never-Stored-1");
	expect((await account()).keyVersion).toBe((before.keyVersion ?? 0) + 1);
});

test("when more accounts were written than a controller returns at once, all are found", async () => {
	const everybody = Array.from({ length: 1_200 }, (_, number) => person(number));
	await example.domain.addMany("dc1", everybody, "old");
	await controller.findWritten();
	for (let i = 0; i < everybody.length; i += 200)
		await controller.read(everybody.slice(i, i + 200));
	// Listing all writes is tried first.
	await Promise.all(everybody.map(({ id }) => example.domain.describe("dc1", id, "Moved")));
	const found = await controller.findWritten();
	expect([...found.keys()].sort()).toEqual(everybody.map(({ id }) => id).sort());
});
