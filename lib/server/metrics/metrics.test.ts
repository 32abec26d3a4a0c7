import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { correctClock } from "#lib/clock/clock.ts";
import { portalHealth } from "#lib/core/portal-health.ts";
import { createMetrics } from "./metrics.ts";

const DOCS = readFileSync(join(import.meta.dirname, "../../../docs/operations.md"), "utf8");

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);

/** Two controllers, of which the second is unavailable, in a portal without mail. */
const STILL = {
	controllers: {
		all: () => [
			{
				id: "ldaps://dc1",
				condition: { isReadable: true as const, isFollowed: true },
				lifetimes: { certificateEnds: inDays(20), readerPasswordEnds: inDays(9) },
			},
			{
				id: "ldaps://dc2",
				condition: { isReadable: false as const, reason: "timeout" as const },
				lifetimes: { certificateEnds: inDays(-1), readerPasswordEnds: undefined },
			},
			{ id: "ldaps://dc3", condition: undefined, lifetimes: undefined },
		],
	},
	health: async () =>
		portalHealth({ store: "ok", keys: "away", domain: "degraded", mail: "not-set" }),
};

/** Metrics after something of each kind has happened. */
function busyMetrics() {
	const metrics = createMetrics();
	metrics.answered({ route: "GET /api/config", status: 204, seconds: 0.3 });
	metrics.answered({ route: "pages", status: 404, seconds: 0.001 });
	metrics.refused("role-missing");
	metrics.limitHit("lookUps");
	metrics.domainRead({ controller: "ldaps://dc1", outcome: "timeout", seconds: 2 });
	metrics.mail("sent");
	metrics.mail("deferred");
	metrics.askedForUsn({ controller: "ldaps://dc1", written: 3 });
	metrics.waited(45);
	metrics.follow({
		...STILL,
		streams: { count: () => 7 },
		watches: {
			live: { all: () => [{ state: "waiting" }, { state: "usable" }, { state: "waiting" }] },
		},
	});
	return metrics;
}

test("each metric has its labels", async () => {
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
		'keyturn_wait_seconds_bucket{le="30"} 0',
		'keyturn_wait_seconds_bucket{le="60"} 1',
		'keyturn_controller_listens_total{controller="ldaps://dc1"} 1',
		'keyturn_controller_written_total{controller="ldaps://dc1"} 3',
		'keyturn_controller_readable{controller="ldaps://dc1"} 1',
		'keyturn_controller_readable{controller="ldaps://dc2"} 0',
		'keyturn_controller_listening{controller="ldaps://dc1"} 1',
		'keyturn_part_ok{part="store"} 1',
		'keyturn_part_ok{part="domain"} 0.5',
		'keyturn_part_ok{part="keys"} 0',
	]) {
		expect(lines).toContain(line);
	}
});

test("remaining days are fractional, may be negative, and are missing if unknown", async () => {
	const text = await busyMetrics().text();
	const days = (name: string) => Number(text.split(`\nkeyturn_${name} `)[1]?.split("\n")[0]);
	expect(days("reading_account_days_left")).toBeCloseTo(9, 2);
	expect(days('controller_certificate_days_left{controller="ldaps://dc1"}')).toBeCloseTo(20, 2);
	expect(days('controller_certificate_days_left{controller="ldaps://dc2"}')).toBeCloseTo(-1, 2);
	expect(text).not.toContain("ldaps://dc3");
	expect(text).not.toContain('part="mail"');
	const metrics = createMetrics();
	metrics.follow({
		...STILL,
		controllers: { all: () => [] },
		streams: { count: () => 0 },
		watches: { live: { all: () => [] } },
	});
	expect(await metrics.text()).not.toMatch(/^keyturn_reading_account_days_left/m);
});

test("gauges are computed at each scrape", async () => {
	const metrics = createMetrics();
	const states: ("waiting" | "usable")[] = ["waiting"];
	const live = { all: () => states.map((state) => ({ state })) };
	metrics.follow({
		...STILL,
		streams: { count: () => states.length },
		watches: { live },
	});
	expect(await metrics.text()).toContain('keyturn_watches{state="waiting"} 1');
	states[0] = "usable";
	const text = await metrics.text();
	expect(text).toContain('keyturn_watches{state="usable"} 1');
	expect(text).not.toContain("waiting");
});

test("docs/operations.md lists every metric, and no other", async () => {
	const text = await busyMetrics().text();
	const made = [...text.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name);
	const documented = [...DOCS.matchAll(/^\| `(keyturn_\w+)/gm)].map(([, name]) => name);
	expect(documented.sort()).toEqual(made.sort());
});

test("failures are counted from 0, since Prometheus sees no increase where a series begins", async () => {
	const lines = (await createMetrics().text()).split("\n");
	for (const series of [
		'keyturn_requests_total{route="PUT /api/watches/{ticket}/change",status="5xx"}',
		'keyturn_requests_total{route="pages",status="5xx"}',
		'keyturn_refusals_total{code="token-refused"}',
		'keyturn_limits_hit_total{limit="wrongLinks"}',
		'keyturn_mails_total{outcome="given-up"}',
	]) {
		expect(lines).toContain(`${series} 0`);
	}
});

test("the correction of the machine's clock is shown", async () => {
	const metrics = busyMetrics();
	correctClock(-90_500);
	expect(await metrics.text()).toContain("\nkeyturn_clock_correction_seconds -90.5\n");
	correctClock(0);
});
