import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SambaDomain, startSambaDomain } from "#practice/domain/samba-domain.ts";
import type { DayKind } from "./day-events.ts";
import { playRandomDays } from "./random-days.ts";

/**
 * Random days of people with two real controllers. `TRUST_STEPS` and `TRUST_HOSTILE_STEPS` make them
 * longer, `TRUST_SEED` repeats a run.
 */
const { TRUST_SEED, TRUST_STEPS = "150", TRUST_HOSTILE_STEPS = "150" } = process.env;
const SEED = Number(TRUST_SEED ?? 766_436);
const STEPS: Record<DayKind, number> = {
	ordinary: Number(TRUST_STEPS),
	hostile: Number(TRUST_HOSTILE_STEPS),
};

describe("what the portal says is what real sign-ins show", () => {
	let samba: SambaDomain;
	beforeAll(async () => {
		samba = await startSambaDomain({ ips: { dc1: "127.0.0.70", dc2: "127.0.0.71" } });
	});
	afterAll(() => samba.stop());

	test.each(["ordinary", "hostile"] as const)(
		`over random %s days, with seed ${SEED}`,
		async (kind) => {
			const stories: string[] = [];
			const tally = await playRandomDays({
				samba,
				kind,
				steps: STEPS[kind],
				seed: SEED,
				onFailure: ({ kind: failed, detail }, story) =>
					stories.push([`${failed}: ${detail}`, ...story].join("\n  ")),
			});
			console.log(`${kind}, seed ${SEED}: ${JSON.stringify(tally)}`);
			expect(stories.length, `TRUST_SEED=${SEED}\n${stories.join("\n")}`).toBe(0);
			// A run that never reaches usable would prove nothing.
			expect(tally.usable).toBeGreaterThanOrEqual(STEPS[kind] / 30);
		},
		3_600_000,
	);
});
