import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { clockCorrectionSeconds, now } from "#lib/clock/clock.ts";
import type { PortalHealth } from "#lib/core/portal-health.ts";
import type { ProblemCode } from "#lib/core/problem.ts";
import type { Watch } from "#lib/core/watch/watch.ts";
import { INTERFACE } from "#lib/interface/interface.ts";
import { LIMITS, type LimitName } from "#lib/interface/limits.ts";
import type { FollowedControllers } from "#lib/server/health/follow-controllers.ts";
import { PROBLEM_CODES } from "#lib/server/http/problem.ts";
import { MAIL_OUTCOMES, type MailOutcome } from "#lib/server/store/mails.ts";
import type { Streams } from "#lib/server/streams/streams.ts";

/** One answered call. `route`: as in the interface's table, `pages`, `brand`, or `unknown`. */
type Answered = { route: string; status: number; seconds: number };
/** One reading of a controller: `outcome` is `read`, or why it failed. */
type DomainRead = { controller: string; outcome: string; seconds: number };

/** The sources of the gauges, read at each scrape. */
type Followed = {
	streams: Pick<Streams, "count">;
	watches: { live: { all(): Iterable<Pick<Watch, "state">> } };
	controllers: Pick<FollowedControllers, "all">;
	health(): Promise<PortalHealth>;
};

/**
 * The metrics of a running portal, for Prometheus. Nothing here identifies a person, and no label
 * comes from input. A new metric is defined here and fed by one function.
 */
export type Metrics = {
	answered(call: Answered): void;
	refused(code: ProblemCode): void;
	limitHit(name: LimitName): void;
	domainRead(read: DomainRead): void;
	/** A controller was polled for changes; `written`: how many accounts have to be read as a result. */
	askedForUsn(answer: { controller: string; written: number }): void;
	/** Somebody's new password works, this long after it was changed. */
	waited(seconds: number): void;
	/** A mail is finished, or waits for another attempt. */
	mail(outcome: MailOutcome | "deferred"): void;
	/** Sets the sources of the gauges. */
	follow(parts: Followed): void;
	/** All metrics in Prometheus' text format. */
	text(): Promise<string>;
};

/** In seconds: a page or a state takes milliseconds, a controller that hangs up to 11 seconds. */
const SECONDS = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** From a domain that catches up within seconds to one that takes a working day. */
const WAIT_SECONDS = [15, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 14_400, 28_800];

const DAY_MS = 24 * 60 * 60_000;

/** The possible kinds of `answered` calls. */
const ROUTES = [...Object.keys(INTERFACE), "pages", "brand", "unknown"];

/** @param isWhole includes the process's own metrics: memory, CPU time, event loop lag */
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
	const limits = counter("limits_hit_total", "Calls refused by a rate limit.", ["limit"]);
	const mails = counter("mails_total", "Mails by outcome.", ["outcome"]);
	const reads = counter("controller_reads_total", "Readings of a domain controller.", [
		"controller",
		"outcome",
	]);
	const readTimes = histogram("controller_read_seconds", "How long a reading took.", [
		"controller",
	]);

	const usnRequests = counter(
		"controller_listens_total",
		"Times a controller was polled for changes.",
		["controller"],
	);
	const written = counter(
		"controller_written_total",
		"Accounts to read because a controller wrote them, or may have.",
		["controller"],
	);
	const waits = new Histogram({
		name: "keyturn_wait_seconds",
		help: "From a change until it works.",
		registers,
		buckets: WAIT_SECONDS,
	});

	// Prometheus sees no increase where a series begins: the first burst of failures would raise no alert.
	for (const route of ROUTES) requests.inc({ route, status: "5xx" }, 0);
	for (const code of PROBLEM_CODES) refusals.inc({ code }, 0);
	for (const limit of Object.keys(LIMITS)) limits.inc({ limit }, 0);
	for (const outcome of MAIL_OUTCOMES) mails.inc({ outcome }, 0);

	return {
		askedForUsn({ controller, written: accounts }) {
			usnRequests.inc({ controller });
			written.inc({ controller }, accounts);
		},
		waited: (seconds) => waits.observe(seconds),
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
		follow: (parts) => followParts(parts, registers),
		text: () => registry.metrics(),
	};
}

function followParts(
	{ streams, watches, controllers, health }: Followed,
	registers: Registry[],
): void {
	/** A gauge that is computed at each scrape. */
	const gauge = <L extends string>(
		[name, help, ...labelNames]: [name: string, help: string, ...labels: L[]],
		fill: (one: Gauge<L>) => void | Promise<void>,
	) =>
		new Gauge({
			name: `keyturn_${name}`,
			help,
			labelNames,
			registers,
			async collect() {
				this.reset();
				await fill(this);
			},
		});

	gauge(["streams_open", "Open event streams."], (one) => one.set(streams.count()));
	gauge(["watches", "Live watches by state.", "state"], (one) => {
		for (const { state } of watches.live.all()) one.inc({ state });
	});
	gauge(["part_ok", "Whether a part works: 1 yes, 0.5 degraded, 0 no.", "part"], async (one) => {
		const { parts } = await health();
		for (const [part, state] of Object.entries(parts)) {
			if (state !== "not-set") one.set({ part }, PART[state]);
		}
	});
	gauge(["clock_correction_seconds", "By how much the machine's clock is behind."], (one) =>
		one.set(clockCorrectionSeconds()),
	);
	gauge(["controller_readable", "Whether it could be read: 1 or 0.", "controller"], (one) => {
		for (const { id: controller, condition } of controllers.all()) {
			if (condition) one.set({ controller }, Number(condition.isReadable));
		}
	});
	gauge(
		[
			"controller_listening",
			"1: polled for its number of writes, 0: accounts polled at intervals.",
			"controller",
		],
		(one) => {
			for (const { id: controller, condition } of controllers.all()) {
				if (condition?.isReadable) one.set({ controller }, Number(condition.isFollowed));
			}
		},
	);
	gauge(
		["controller_certificate_days_left", "Days until its certificate ends.", "controller"],
		(one) => {
			for (const { id: controller, lifetimes } of controllers.all()) {
				const ends = lifetimes?.certificateEnds;
				if (ends) one.set({ controller }, daysUntil(ends));
			}
		},
	);
	gauge(["reading_account_days_left", "Days until the reading account's password ends."], (one) => {
		const ends = controllers.all().flatMap(({ lifetimes }) => {
			const end = lifetimes?.readerPasswordEnds;
			return end instanceof Date ? [daysUntil(end)] : [];
		});
		if (ends.length > 0) one.set(Math.min(...ends));
		else one.remove();
	});
}

const PART = { ok: 1, degraded: 0.5, away: 0 } as const;

/** Including fractions of a day. */
const daysUntil = (end: Date) => (end.getTime() - now().getTime()) / DAY_MS;
