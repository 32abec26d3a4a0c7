import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createMetrics } from "#lib/server/metrics/metrics.ts";

/** Rules, their tests, the dashboard and docs/operations.md speak of the same things. */

const read = (path: string) => readFileSync(join(import.meta.dirname, "../..", path), "utf8");
const RULES = read("deploy/prometheus/keyturn.rules.yml");
const DASHBOARD = read("deploy/grafana/keyturn.json");
const namesIn = (text: string, name: RegExp) =>
	[...new Set([...text.matchAll(name)].map(([, one = ""]) => one))].sort();

const ALERTS = namesIn(RULES, /^ +- alert: (\w+)$/gm);

/** Every figure that a portal gives, with those that a histogram is made of. */
async function figures(): Promise<Set<string>> {
	const metrics = createMetrics({ isWhole: true });
	metrics.follow({
		streams: { count: () => 0 },
		watches: { live: { all: () => [] } } as never,
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

test("each alert has a test and a section that says what to do, and neither is left over", () => {
	expect(ALERTS.length).toBeGreaterThan(10);
	expect(namesIn(read("deploy/prometheus/keyturn.tests.yml"), /^ +- alertname: (\w+)$/gm)).toEqual(
		ALERTS,
	);
	expect(namesIn(read("docs/operations.md"), /^### (Keyturn\w+)$/gm)).toEqual(ALERTS);
});

test.each([
	["alerts", RULES],
	["the dashboard", DASHBOARD],
])("%s ask for figures that are there", async (_what, text) => {
	const there = await figures();
	const asked = namesIn(text, /\b((?:keyturn|process|nodejs)_[a-z0-9_]+)\b/g);
	expect(asked.length).toBeGreaterThan(10);
	expect(asked.filter((name) => !there.has(name))).toEqual([]);
});

test("the dashboard shows every figure of the portal's own", async () => {
	const there = [...(await figures())].filter((name) =>
		/^keyturn_(?!.*_(?:sum|count)$)/.test(name),
	);
	expect(there.filter((name) => !DASHBOARD.includes(name))).toEqual([]);
});

test("the container has the Node of the project", () => {
	const { keyturn } = JSON.parse(read("package.json"));
	expect(read("deploy/container/Containerfile")).toContain(`ARG NODE=${keyturn.node}\n`);
});
