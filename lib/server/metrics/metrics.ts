import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { ProblemCode } from "#lib/core/problem.ts";
import type { LimitName } from "#lib/interface/limits.ts";
import type { MailOutcome } from "#lib/server/store/mails.ts";
import type { Streams } from "#lib/server/streams/streams.ts";
import type { Watches } from "#lib/server/watches/watches.ts";

/** One answered call. `route`: as the interface's table names it, `pages`, or `unknown`. */
type Answered = { route: string; status: number; seconds: number };
/** One reading of a controller: `outcome` is `read`, or why it was not. */
type DomainRead = { controller: string; outcome: string; seconds: number };

/**
 * The figures of a running portal, for Prometheus. Nothing here names a person, and no label comes from
 * what somebody sent. A new figure is made here and told by one function.
 */
export type Metrics = {
	answered(call: Answered): void;
	refused(code: ProblemCode): void;
	limitHit(name: LimitName): void;
	domainRead(read: DomainRead): void;
	/** A mail has come to its end, or waits for another try. */
	mail(outcome: MailOutcome | "deferred"): void;
	/** Counts from now on what is open in these whenever somebody asks. */
	follow(parts: { streams: Pick<Streams, "count">; watches: Pick<Watches, "live"> }): void;
	/** All of them in Prometheus' text format. */
	text(): Promise<string>;
};

/** In seconds: a page or a state takes milliseconds, a controller that hangs up to 11 seconds. */
const SECONDS = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** @param isWhole with the process's own figures: memory, processor time, how late the event loop is */
export function createMetrics({ isWhole = false } = {}): Metrics {
	const registry = new Registry();
	const registers = [registry];
	if (isWhole) collectDefaultMetrics({ register: registry });
	const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
		new Counter({ name: `keyturn_${name}`, help, labelNames, registers });
	const histogram = <L extends string>(name: string, help: string, labelNames: L[]) =>
		new Histogram({ name: `keyturn_${name}`, help, labelNames, buckets: SECONDS, registers });

	const requests = counter("requests_total", "Answered calls.", ["route", "status"]);
	const times = histogram("request_seconds", "How long a call took.", ["route"]);
	const refusals = counter("refusals_total", "Refused calls by their problem code.", ["code"]);
	const limits = counter("limits_hit_total", "Calls that a limit held back.", ["limit"]);
	const mails = counter("mails_total", "Mails by what became of them.", ["outcome"]);
	const reads = counter("controller_reads_total", "Readings of a domain controller.", [
		"controller",
		"outcome",
	]);
	const readTimes = histogram("controller_read_seconds", "How long a reading took.", [
		"controller",
	]);

	return {
		answered({ route, status, seconds }) {
			requests.inc({ route, status: `${Math.floor(status / 100)}xx` });
			times.observe({ route }, seconds);
		},
		refused: (code) => refusals.inc({ code }),
		limitHit: (limit) => limits.inc({ limit }),
		domainRead({ controller, outcome, seconds }) {
			reads.inc({ controller, outcome });
			readTimes.observe({ controller }, seconds);
		},
		mail: (outcome) => mails.inc({ outcome }),
		follow({ streams, watches }) {
			new Gauge({
				...{ name: "keyturn_streams_open", help: "Open event streams.", registers },
				collect() {
					this.set(streams.count());
				},
			});
			new Gauge({
				...{ name: "keyturn_watches", help: "Live watches by state.", registers },
				labelNames: ["state"],
				collect() {
					this.reset();
					for (const { state } of watches.live.all()) this.inc({ state });
				},
			});
		},
		text: () => registry.metrics(),
	};
}
