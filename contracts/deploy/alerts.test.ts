import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createMetrics } from "#lib/server/metrics/metrics.ts";

/** Keeps rules, their tests, the dashboard and docs/operations.md consistent. */

const read = (path: string) => readFileSync(join(import.meta.dirname, "../..", path), "utf8");
const RULES = read("deploy/prometheus/keyturn.rules.yml");
const DASHBOARD = read("deploy/grafana/keyturn.json");
const namesIn = (text: string, name: RegExp) =>
	[...new Set([...text.matchAll(name)].map(([, one = ""]) => one))].sort();

const ALERTS = namesIn(RULES, /^ +- alert: (\w+)$/gm);

/** Every metric of a portal, with the series of its histograms. */
async function figures(): Promise<Set<string>> {
	const metrics = createMetrics({ isWhole: true });
	metrics.follow({
		streams: { count: () => 0 },
		watches: { live: { all: () => [] } },
		controllers: { all: () => [] },
		health: async () => ({ status: "ready", parts: {} as never }),
	});
	const text = await metrics.text();
	const types = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)];
	return new Set(
		types.flatMap(([, name = "", type]) =>
			type === "histogram" ? ["_bucket", "_sum", "_count"].map((end) => name + end) : [name],
		),
	);
}

test("each alert has exactly one test and one section in the docs", () => {
	expect(ALERTS.length).toBeGreaterThan(10);
	expect(namesIn(read("deploy/prometheus/keyturn.tests.yml"), /^ +- alertname: (\w+)$/gm)).toEqual(
		ALERTS,
	);
	expect(namesIn(read("docs/operations.md"), /^### (Keyturn\w+)$/gm)).toEqual(ALERTS);
});

test.each([
	["alerts", RULES],
	["the dashboard", DASHBOARD],
])("%s use only metrics that exist", async (_what, text) => {
	const there = await figures();
	const asked = namesIn(text, /\b((?:keyturn|process|nodejs)_[a-z0-9_]+)\b/g);
	expect(asked.length).toBeGreaterThan(10);
	expect(asked.filter((name) => !there.has(name))).toEqual([]);
});

test("the dashboard shows every metric of the portal", async () => {
	const there = [...(await figures())].filter((name) =>
		/^keyturn_(?!.*_(?:sum|count)$)/.test(name),
	);
	expect(there.filter((name) => !DASHBOARD.includes(name))).toEqual([]);
});

test("the container has the project's Node version", () => {
	const { keyturn } = JSON.parse(read("package.json"));
	expect(read("deploy/container/Containerfile")).toContain(`ARG NODE=${keyturn.node}\n`);
});
