import { describe, expect, test } from "vitest";
import { throughFaults } from "./fault-gate.ts";
import { createFaults, type Fault } from "./faults.ts";
import type { Answer } from "./http/call.ts";

const done: Answer = { status: 204 };
const gate = {
	operation: "me",
	personId: "ada",
	refuse: ({ status }: { status: number }): Answer => ({ status }),
};

describe("a fault", () => {
	test.each([
		[{ personId: "ada", operation: "me" }, true],
		[{ personId: "ada" }, true],
		[{ operation: "me" }, true],
		[{}, true],
		[{ personId: "grace" }, false],
		[{ operation: "token" }, false],
	])("set for %o applies to ada's me: %s", (where, holds) => {
		const faults = createFaults();
		faults.set({ ...where, fault: { kind: "cut-before" } });
		expect(faults.matching({ operation: "me", personId: "ada" })).toHaveLength(holds ? 1 : 0);
	});

	test("with times is used up", async () => {
		const faults = createFaults();
		faults.set({ fault: { kind: "status", status: 503, times: 2 } });
		const pass = () => throughFaults(faults, gate, async () => done);
		expect([await pass(), await pass(), await pass()]).toEqual([
			{ status: 503 },
			{ status: 503 },
			done,
		]);
		expect(faults.list()).toEqual([]);
	});

	test.each<[Fault, unknown, boolean]>([
		[{ kind: "cut-before" }, "cut", false],
		[{ kind: "cut-after" }, "cut", true],
		[{ kind: "status", status: 429 }, { status: 429 }, false],
		[{ kind: "status", status: 504, takesEffect: true }, { status: 504 }, true],
		[{ kind: "status", status: 504, body: "?" }, { status: 504, body: "?" }, false],
		[{ kind: "slow", ms: 1 }, done, true],
		[{ kind: "lag", ms: 1000 }, done, true],
		[{ kind: "claims-challenge" }, done, true],
	])("%o answers %o and takes effect: %s", async (fault, reply, takesEffect) => {
		const faults = createFaults();
		faults.set({ fault });
		let happened = false;
		const outcome = await throughFaults(faults, gate, async () => {
			happened = true;
			return done;
		});
		if (outcome === "cut") expect(reply).toBe(outcome);
		else expect(outcome).toMatchObject(reply as object);
		expect(happened).toBe(takesEffect);
	});

	test("can be cleared by its id, or with all others", () => {
		const faults = createFaults();
		const { id } = faults.set({ fault: { kind: "cut-before" } });
		faults.set({ personId: "grace", fault: { kind: "cut-before" } });
		faults.clear({ id });
		expect(faults.list().map(({ personId }) => personId)).toEqual(["grace"]);
		faults.clear();
		expect(faults.list()).toEqual([]);
	});
});
