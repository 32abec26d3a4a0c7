import { type AddressInfo, connect as connectTcp, createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { PresentObservation } from "#lib/core/readiness/observation.ts";
import { connectDomain } from "#lib/directory/ldap-controller.ts";
import type { Controller } from "#lib/directory/managed-domain.ts";
import { createLog } from "#lib/log.ts";
import { type ExampleDomain, startExampleDomain } from "#practice/domain/example-domain.ts";
import { person } from "#practice/domain/example-people.ts";
import { connectionTo } from "./connection-to.ts";

/** A firewall between portal and controller that silently drops connections. */
type Firewall = {
	port: number;
	/** Blocks all present connections in both directions; new ones pass. */
	forget(): void;
	connections(): number;
	close(): void;
};

async function startFirewall(port: number): Promise<Firewall> {
	const pairs: { from: Socket; to: Socket }[] = [];
	const server = createServer((from) => {
		const to = connectTcp(port, "127.0.0.1");
		pairs.push({ from, to });
		from.pipe(to).pipe(from);
		for (const socket of [from, to]) socket.on("error", () => undefined);
	});
	await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
	return {
		port: (server.address() as AddressInfo).port,
		forget() {
			for (const { from, to } of pairs) {
				from.unpipe(to);
				to.unpipe(from);
				// Swallows what arrives, like dropped packets.
				from.resume();
				to.resume();
			}
		},
		connections: () => pairs.length,
		close() {
			server.close();
			for (const { from, to } of pairs) {
				from.destroy();
				to.destroy();
			}
		},
	};
}

let example: ExampleDomain;
let firewall: Firewall;
let controller: Controller;

beforeEach(async () => {
	example = await startExampleDomain();
	firewall = await startFirewall(example.port("dc1"));
	await example.domain.addAccount("dc1", person(1), "old");
	const [first] = connectDomain(
		connectionTo({
			...example.domain.environment,
			DOMAIN_LDAPS_URLS: `ldaps://127.0.0.1:${firewall.port}`,
			DOMAIN_KERBEROS_CHECK: "false",
		}),
		createLog(() => undefined),
	).controllers;
	if (!first) throw new Error("There is no controller.");
	controller = first;
});
afterEach(async () => {
	await controller.close();
	firewall.close();
	await example.end();
});

const read = async () => (await controller.read([person(1)])).get(person(1).id);

test("a connection that died while idle is replaced before a page gives up", async () => {
	expect((await read())?.kind).toBe("present");
	firewall.forget();
	await sleep(2_200);
	const startedAt = performance.now();
	const all = await Promise.all([read(), read(), read()]);
	expect(all.map((one) => one?.kind)).toEqual(["present", "present", "present"]);
	// A page gives up after 1.5 seconds, which a busy machine may need; without the replacement it would be 3.
	expect(performance.now() - startedAt).toBeLessThan(2_900);
	expect(firewall.connections()).toBe(2);
});

test("a connection that dies in use is replaced within the same reading", async () => {
	expect((await read())?.kind).toBe("present");
	firewall.forget();
	expect((await read())?.kind).toBe("present");
	expect(firewall.connections()).toBe(2);
});

test("a live connection is kept, however long it was idle", async () => {
	expect((await read())?.kind).toBe("present");
	await sleep(2_200);
	expect((await read())?.kind).toBe("present");
	expect(firewall.connections()).toBe(1);
});

test("a closed controller is not reconnected, so that the process can end", async () => {
	const reading = read();
	await controller.close();
	await reading;
	const connections = firewall.connections();
	expect((await read())?.kind).toBe("unread");
	expect(firewall.connections()).toBe(connections);
});

test("each reading has the machine and its clock", async () => {
	const [first, absent] = [await read(), (await controller.read([person(2)])).get(person(2).id)];
	await sleep(1_100);
	const askedAt = Date.now();
	const second = await read();
	if (first?.kind !== "present" || second?.kind !== "present")
		throw new Error("It does not exist.");
	expect(first.source?.machine).toMatch(/^CN=NTDS Settings,CN=DC1,/);
	expect(absent).toMatchObject({ kind: "absent", source: { machine: first.source?.machine } });
	const passed = (second.source?.clock?.getTime() ?? 0) - (first.source?.clock?.getTime() ?? 0);
	expect(passed).toBeGreaterThan(1_000);
	// Its clock has whole seconds.
	const clock = second.source?.clock?.getTime() ?? 0;
	expect(clock).toBeGreaterThan(askedAt - 1_000);
	expect(clock).toBeLessThanOrEqual(Date.now() + 20);
});

test("a machine's clock is measured at once after the portal's own has slept", async () => {
	await read();
	const later = new Date(Date.now() + 10 * 60_000);
	vi.useFakeTimers({ now: later, toFake: ["Date"] });
	try {
		const { source } = (await read()) as PresentObservation;
		expect(Math.abs((source?.clock?.getTime() ?? 0) - later.getTime())).toBeLessThan(60_000);
	} finally {
		vi.useRealTimers();
	}
});

test("a controller does not count as unreadable because this process was busy", async () => {
	const reading = controller.read([person(1)]);
	// Let the connection begin.
	await sleep(1);
	const busyUntilMs = performance.now() + 3_500;
	while (performance.now() < busyUntilMs);
	expect((await reading).get(person(1).id)?.kind).toBe("present");
});
