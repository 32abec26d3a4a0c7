import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type ExampleDomain, find, refusal, startExampleDomain } from "./example-domain.ts";
import { person } from "./example-people.ts";

let example: ExampleDomain;

beforeAll(async () => {
	example = await startExampleDomain();
	await example.domain.addAccount("dc1", person(1), "old");
});
afterAll(() => example.end());

describe("a controller that", () => {
	afterEach(() => example.domain.resumeController("dc2"));

	test("is stopped cuts connections and refuses new ones until it is back, on the same port", async () => {
		const client = await example.signIn("dc2");
		await example.domain.stopController("dc2");
		await expect.poll(() => client.isConnected).toBe(false);
		expect(await refusal(example.signIn("dc2"))).toMatchObject({ code: "ECONNREFUSED" });
		await example.domain.addAccount("dc2", person(2), "old");
		expect(await find(await example.signIn("dc1"), "(cn=Person 1)")).toHaveLength(1);
		await example.domain.resumeController("dc2");
		expect(await find(await example.signIn("dc2"), "(cn=Person 2)")).toHaveLength(1);
	});

	test("hangs accepts connections and answers when it is back", async () => {
		const client = await example.signIn("dc2");
		await example.domain.hangController("dc2");
		const asked = find(client, "(cn=svc-portal)");
		const outcome = refusal(example.signIn("dc2", { timeout: 200 }));
		expect((await outcome)?.message).toContain("timed out");
		const first = await Promise.race([asked, new Promise((end) => setTimeout(end, 50, "nothing"))]);
		expect(first).toBe("nothing");
		await example.domain.resumeController("dc2");
		expect(await asked).toHaveLength(1);
	});

	test("is stopped can be made to hang, and a hanging one can be stopped", async () => {
		await example.domain.stopController("dc2");
		await example.domain.hangController("dc2");
		const hung = await refusal(example.signIn("dc2", { timeout: 100 }));
		expect(hung?.message).toContain("timed out");
		await example.domain.stopController("dc2");
		expect(await refusal(example.signIn("dc2"))).toMatchObject({ code: "ECONNREFUSED" });
	});
});

test("a domain whose port is in use does not start, and leaves nothing behind", async () => {
	const free = await startExampleDomain();
	const dc1 = free.port("dc1");
	await free.end();
	const ports = { dc1, dc2: example.port("dc2") };
	const dataDir = dirname(example.domain.environment.DOMAIN_CA_FILE);
	const taken = startExampleDomain({ ports, dataDir });
	await expect(taken).rejects.toMatchObject({ code: "EADDRINUSE" });
	expect(readFileSync(join(dataDir, "ca.pem"), "utf8")).toBe(example.ca);
	const again = await startExampleDomain({ ports: { dc1, dc2: 0 } });
	await again.end();
});
