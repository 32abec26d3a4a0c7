import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createMetrics } from "./metrics.ts";

const DOCS = readFileSync(join(import.meta.dirname, "../../../docs/operate.md"), "utf8");

/** Metrics in which something has happened of each kind. */
function busyMetrics() {
	const metrics = createMetrics();
	metrics.answered({ route: "GET /api/config", status: 204, seconds: 0.3 });
	metrics.answered({ route: "pages", status: 404, seconds: 0.001 });
	metrics.refused("role-missing");
	metrics.limitHit("lookUps");
	metrics.domainRead({ controller: "ldaps://dc1", outcome: "timeout", seconds: 2 });
	metrics.mail("sent");
	metrics.mail("deferred");
	metrics.follow({
		streams: { count: () => 7 },
		watches: {
			live: { all: () => [{ state: "waiting" }, { state: "usable" }, { state: "waiting" }] },
		} as never,
	});
	return metrics;
}

test("each figure is told by its labels", async () => {
	const lines = (await busyMetrics().text()).split("\n");
	for (const line of [
		'keyturn_requests_total{route="GET /api/config",status="2xx"} 1',
		'keyturn_requests_total{route="pages",status="4xx"} 1',
		'keyturn_request_seconds_bucket{le="0.25",route="GET /api/config"} 0',
		'keyturn_request_seconds_bucket{le="0.5",route="GET /api/config"} 1',
		'keyturn_refusals_total{code="role-missing"} 1',
		'keyturn_limits_hit_total{limit="lookUps"} 1',
		'keyturn_controller_reads_total{controller="ldaps://dc1",outcome="timeout"} 1',
		'keyturn_controller_read_seconds_sum{controller="ldaps://dc1"} 2',
		'keyturn_mails_total{outcome="sent"} 1',
		'keyturn_mails_total{outcome="deferred"} 1',
		"keyturn_streams_open 7",
		'keyturn_watches{state="waiting"} 2',
		'keyturn_watches{state="usable"} 1',
	]) {
		expect(lines).toContain(line);
	}
});

test("what is open is counted anew each time", async () => {
	const metrics = createMetrics();
	const states = ["waiting"];
	const live = { all: () => states.map((state) => ({ state })) };
	metrics.follow({ streams: { count: () => states.length }, watches: { live } as never });
	expect(await metrics.text()).toContain('keyturn_watches{state="waiting"} 1');
	states[0] = "usable";
	const text = await metrics.text();
	expect(text).toContain('keyturn_watches{state="usable"} 1');
	expect(text).not.toContain("waiting");
});

test("docs/operate.md tells every figure, and no other", async () => {
	const text = await busyMetrics().text();
	const made = [...text.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name);
	const told = [...DOCS.matchAll(/^\| `(keyturn_\w+)/gm)].map(([, name]) => name);
	expect(told.sort()).toEqual(made.sort());
});
