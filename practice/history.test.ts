import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { forecast } from "#lib/core/forecast/forecast.ts";
import { firstKeysHabit } from "#lib/core/readiness/habits.ts";
import { openStore } from "#lib/server/store/store.ts";
import { inventHistory } from "./history.ts";

const NOW = new Date("2026-11-22T10:00:00Z");

test("a practice portal starts with a forecast for either kind of change, and knows how the domain writes", async () => {
	const dataDir = mkdtempSync(join(tmpdir(), "history-"));
	await inventHistory(dataDir, { now: NOW });
	const store = await openStore({ dataDir });
	const waits = await store.waits(new Date(0));
	const habits = await store.habits();
	await store.close();
	rmSync(dataDir, { recursive: true });
	expect(waits).toHaveLength(30);
	expect(forecast(waits, true).basis).toBe("own");
	expect(forecast(waits, false).basis).toBe("own");
	expect(firstKeysHabit(habits)).toBe("final");
	expect(habits.isInvented).toBe(true);
});
