import type { z } from "zod";
import type { AccountView } from "../core/account-view.ts";
import type { AuditPage, AuditVerdict } from "../core/audit/audit-entry.ts";
import type { ClientConfig } from "../core/client-config.ts";
import type { CohortAnswer } from "../core/cohort/cohort-answer.ts";
import type { CohortSnapshot } from "../core/cohort/cohort-counts.ts";
import type { Deadline } from "../core/cohort/deadline.ts";
import type { WaitsPlot } from "../core/forecast/waits-plot.ts";
import type { Ending } from "../core/helpdesk/ending.ts";
import type { LookUpAnswer } from "../core/helpdesk/looked-up.ts";
import type { Agent, Link, LinkCounts, LinkView } from "../core/link/link.ts";
import type { LinkTexts } from "../core/link/link-texts.ts";
import type { PortalHealth } from "../core/portal-health.ts";
import type { ProblemCode } from "../core/problem.ts";
import type { Begun, Person, Try } from "../core/watch/watch.ts";
import type { WatchView } from "../core/watch/watch-view.ts";
import * as take from "./bodies.ts";
import type { LimitName } from "./limits.ts";

/** A watch, its ticket and its current view. */
export type OwnWatch = {
	ticket: string;
	view: WatchView;
	/** The recipient of its mails, returned to the person only; `undefined`: there are none. */
	mailTo?: string | undefined;
	/** An attempt of the form, on any device, whose outcome is unknown. */
	openTry?: Omit<Try, "isRefused"> | undefined;
	/** The start of a change on another page that has not been reported, on any device. */
	begun?: Begun | undefined;
};
/** A link, and how many people reached each stage. */
export type CountedLink = { link: Link; counts: LinkCounts };
export type LinkDetails = CountedLink & { texts: LinkTexts };

/**
 * Who may call: `anybody`; anyone who knows the `ticket` or the `link` in the path; a `caller` with
 * an access token for the portal's own API; a caller with the `helpdesk` app role; an `operator` on
 * this machine or with `METRICS_TOKEN`.
 */
export type Right = "anybody" | "operator" | "ticket" | "link" | "caller" | "helpdesk";

/** The response type; `T` exists for the compiler only. */
export type Answer<T> = { status: 200 | 201 | 204; type: string; value?: T };

/** Routes that take a token always have a limit, so that nobody can exhaust shared resources. */
type Limited =
	| { may: "caller" | "helpdesk"; limit: LimitName }
	| { may: "anybody" | "operator" | "ticket" | "link"; limit?: LimitName };

/**
 * What happens when a changing call is repeated because its answer was lost: with the same
 * `Idempotency-Key` it gets the same answer; it is idempotent by nature; or it only reads and reads
 * again.
 */
type Again = "same-answer" | "same-effect" | "shows-again";

export type Route = Limited & {
	/** What it does, as in ARCHITECTURE.md. */
	does: string;
	params?: z.ZodObject;
	query?: z.ZodObject;
	body?: z.ZodType;
	/** The body's limit if it is not `SMALL_BODY_BYTES`. */
	bytes?: number;
	again?: Again;
	answer: Answer<unknown>;
	/** Other statuses with the same type, and when. */
	also?: Readonly<Record<number, string>>;
	/** Its failures, besides those that its rights, body and limit imply (`failuresOf`). */
	failures?: readonly ProblemCode[];
};

/** In bytes; the limit of most calls. */
export const SMALL_BODY_BYTES = 4_096;

const json = <T>(status: 200 | 201 = 200): Answer<T> => ({ status, type: "application/json" });
const nothing: Answer<undefined> = { status: 204, type: "" };
const as = <T>(type: string): Answer<T> => ({ status: 200, type });

const WATCH = ["watch-not-found", "watch-ended"] as const;
const LINK = ["link-not-found"] as const;

/**
 * The whole interface of the portal. It defines input validation, rights, the types of the server's
 * handlers and of the browser's calls, and `GET /api/openapi.json`.
 */
export const INTERFACE = {
	"GET /api/config": {
		may: "anybody",
		does: "the settings that the browser needs",
		answer: json<ClientConfig>(),
	},
	"GET /api/account": {
		may: "caller",
		does: "what the domain holds for the caller",
		limit: "ownReads",
		answer: json<AccountView>(),
	},
	"POST /api/watches": {
		may: "caller",
		does: "opens the caller's watch, or retakes the baseline of the open one; one begun on another page a moment ago stays as it is",
		query: take.linkQuery,
		body: take.openingBody,
		limit: "changes",
		again: "same-effect",
		answer: json<OwnWatch>(201),
		failures: ["claims-needed"],
	},
	"POST /api/watches/made": {
		may: "caller",
		does: "creates a status to follow for a change that the caller made outside the portal",
		body: take.changeBody,
		limit: "changes",
		again: "same-effect",
		answer: json<OwnWatch>(201),
		also: { 200: "the status that already follows this change" },
	},
	"GET /api/watches": {
		may: "caller",
		does: "the caller's current watch, or null",
		limit: "ownReads",
		answer: json<OwnWatch | null>(),
	},
	"PUT /api/watches/{ticket}/change": {
		may: "caller",
		does: "reports the change, made at `changedAt`; a later report corrects the time",
		body: take.changeBody,
		limit: "changes",
		again: "same-effect",
		answer: json<WatchView>(),
		failures: WATCH,
	},
	"PUT /api/watches/{ticket}/refusal": {
		may: "caller",
		does: "reports that Graph refused the last attempt, so that other devices need not ask",
		limit: "changes",
		again: "same-effect",
		answer: nothing,
		failures: WATCH,
	},
	"GET /api/watches/{ticket}": {
		may: "ticket",
		does: "state, evidence, forecast",
		limit: "ticketReads",
		answer: json<WatchView>(),
		failures: WATCH,
	},
	"GET /api/watches/{ticket}/waits": {
		may: "ticket",
		does: "the distribution of waits behind its forecast; null while there are too few",
		limit: "ticketReads",
		answer: json<WaitsPlot | null>(),
		failures: WATCH,
	},
	"GET /api/watches/{ticket}/events": {
		may: "ticket",
		does: "the same as an event stream; resumes with `Last-Event-ID`",
		limit: "streams",
		answer: as<WatchView>("text/event-stream"),
		failures: WATCH,
	},
	"DELETE /api/watches/{ticket}": {
		may: "caller",
		does: "forgets the watch",
		limit: "changes",
		again: "same-effect",
		answer: nothing,
		failures: WATCH,
	},
	"GET /api/go/{link}": {
		may: "link",
		does: "the content of a link",
		limit: "wrongLinks",
		answer: json<LinkView>(),
		failures: LINK,
	},
	"POST /api/go/{link}/marks": {
		may: "link",
		does: "counts a visit, or with a token a sign-in",
		body: take.markBody,
		limit: "linkMarks",
		again: "same-effect",
		answer: nothing,
		failures: [...LINK, "token-missing", "token-refused", "scope-missing", "tenant-unreachable"],
	},
	"GET /api/helpdesk/agent": {
		may: "helpdesk",
		does: "the calling agent, and what will soon make the domain unreadable",
		limit: "reads",
		answer: json<Agent & { endings: Ending[] }>(),
	},
	"GET /api/helpdesk/links": {
		may: "helpdesk",
		does: "all links, with how many people got how far",
		limit: "reads",
		answer: json<CountedLink[]>(),
	},
	"POST /api/helpdesk/links": {
		may: "helpdesk",
		does: "creates a link",
		body: take.contentBody,
		bytes: 65_536,
		limit: "links",
		again: "same-answer",
		answer: json<Link>(201),
		failures: ["too-many-open"],
	},
	"GET /api/helpdesk/links/{link}": {
		may: "helpdesk",
		does: "one link, with its texts to hand out, in its language",
		limit: "reads",
		answer: json<LinkDetails>(),
		failures: LINK,
	},
	"PUT /api/helpdesk/links/{link}": {
		may: "helpdesk",
		does: "updates the given revision of a link",
		body: take.revisedBody,
		bytes: 65_536,
		limit: "links",
		again: "same-answer",
		answer: json<Link>(),
		failures: [...LINK, "link-changed-meanwhile"],
	},
	"DELETE /api/helpdesk/links/{link}": {
		may: "helpdesk",
		does: "ends a link and keeps its counts",
		limit: "links",
		again: "same-effect",
		answer: json<Link>(),
		failures: [...LINK, "link-changed-meanwhile"],
	},
	"POST /api/helpdesk/lookup": {
		may: "helpdesk",
		does: "what the domain holds for up to 500 people, and their watches",
		body: take.lookUpBody,
		bytes: 262_144,
		limit: "lookUps",
		again: "shows-again",
		answer: json<LookUpAnswer>(),
	},
	"POST /api/helpdesk/references": {
		may: "helpdesk",
		does: "the person behind a reference",
		body: take.referenceBody,
		limit: "references",
		again: "shows-again",
		answer: json<Person>(),
		failures: ["reference-not-found"],
	},
	"POST /api/helpdesk/tickets": {
		may: "helpdesk",
		does: "creates a status to follow for somebody who changed their password outside the portal",
		body: take.ticketBody,
		limit: "tickets",
		again: "same-answer",
		answer: json<OwnWatch>(201),
		also: { 200: "the status that already follows this change" },
	},
	"POST /api/helpdesk/cohorts/{group}/lookups": {
		may: "helpdesk",
		does: "starts the look-up of a group, with one audit row for all of it",
		params: take.groupParams,
		body: take.cohortBody,
		limit: "cohorts",
		again: "same-answer",
		answer: json<{ id: string }>(201),
	},
	"POST /api/helpdesk/cohorts/{group}/lookups/{lookUp}": {
		may: "helpdesk",
		does: "what the domain holds for up to 1,000 members of the group",
		params: take.lookUpParams,
		body: take.portionBody,
		bytes: 524_288,
		limit: "cohorts",
		again: "same-effect",
		answer: json<CohortAnswer>(),
		failures: ["look-up-ended"],
	},
	"GET /api/helpdesk/cohorts/{group}/snapshots": {
		may: "helpdesk",
		does: "the group's counts over time",
		params: take.groupParams,
		limit: "reads",
		answer: json<CohortSnapshot[]>(),
	},
	"POST /api/helpdesk/cohorts/{group}/snapshots": {
		may: "helpdesk",
		does: "stores the group's current counts",
		params: take.groupParams,
		body: take.countsBody,
		limit: "notes",
		again: "same-effect",
		answer: json<CohortSnapshot[]>(),
	},
	"GET /api/helpdesk/deadlines": {
		may: "helpdesk",
		does: "by when everybody in a group should have changed the password, for each group that has a deadline",
		limit: "reads",
		answer: json<Deadline[]>(),
	},
	"PUT /api/helpdesk/cohorts/{group}/deadline": {
		may: "helpdesk",
		does: "sets, moves or removes a group's deadline",
		params: take.groupParams,
		body: take.deadlineBody,
		limit: "notes",
		again: "same-answer",
		answer: nothing,
	},
	"POST /api/helpdesk/expiries": {
		may: "helpdesk",
		does: "records what the agent's browser does when it expires passwords",
		body: take.expiryNoteBody,
		bytes: 16_384,
		limit: "notes",
		again: "same-answer",
		answer: json<{ seq: number }>(201),
	},
	"POST /api/helpdesk/temporary-passwords": {
		may: "helpdesk",
		does: "records that a temporary password is about to be set, and opens its watch",
		body: take.temporaryBody,
		limit: "tickets",
		again: "same-answer",
		answer: json<OwnWatch>(201),
	},
	"PUT /api/helpdesk/temporary-passwords/{ticket}": {
		may: "helpdesk",
		does: "records the outcome",
		body: take.temporaryEndBody,
		limit: "notes",
		again: "same-answer",
		answer: nothing,
		failures: WATCH,
	},
	"GET /api/helpdesk/audit": {
		may: "helpdesk",
		does: "one page of the audit log, newest first",
		query: take.auditQuery,
		limit: "reads",
		answer: json<AuditPage>(),
	},
	"GET /api/helpdesk/audit/verification": {
		may: "helpdesk",
		does: "whether the audit's hash chain is intact",
		limit: "audit",
		answer: json<AuditVerdict>(),
	},
	"GET /api/helpdesk/audit/export": {
		may: "helpdesk",
		does: "all matching audit rows, as CSV or JSON",
		query: take.auditQuery,
		limit: "audit",
		answer: as<AsyncIterable<string>>("text/csv"),
	},
	"GET /api/health/live": {
		may: "anybody",
		does: "the process is alive",
		answer: json<{ status: "live" }>(),
	},
	"GET /api/health/ready": {
		may: "anybody",
		does: "whether the portal can take traffic (else 503), and the state of store, keys, domain and mail",
		answer: json<PortalHealth>(),
		also: { 503: "it cannot take traffic; the state of each part" },
	},
	"GET /api/metrics": {
		may: "operator",
		does: "metrics for Prometheus",
		answer: as<AsyncIterable<string>>("text/plain; version=0.0.4; charset=utf-8"),
		failures: ["token-missing", "token-refused"],
	},
	"GET /api/openapi.json": {
		may: "anybody",
		does: "this table as OpenAPI 3.1",
		answer: json<object>(),
	},
} as const satisfies Record<`${Changing} /api/${string}`, Route & { again: Again }> &
	Record<`GET /api/${string}`, Route>;

type Changing = "POST" | "PUT" | "DELETE";
export type RouteName = keyof typeof INTERFACE;
type Row<R extends RouteName> = (typeof INTERFACE)[R];

type Parts<P extends string> = P extends `${string}{${infer Name}}${infer Rest}`
	? Name | Parts<Rest>
	: never;

/** The parameters in a route's path, e.g. `{ ticket: string }`. */
export type ParamsOf<R extends RouteName> = Record<Parts<R>, string>;
/** The successful answer of a route. */
export type AnswerOf<R extends RouteName> = Row<R>["answer"] extends Answer<infer T> ? T : never;
/** A route's body as the browser sends it, and as the handler receives it. */
export type SentBody<R extends RouteName> =
	Row<R> extends { body: infer B extends z.ZodType } ? z.input<B> : undefined;
export type ReadBody<R extends RouteName> =
	Row<R> extends { body: infer B extends z.ZodType } ? z.output<B> : undefined;
export type SentQuery<R extends RouteName> =
	Row<R> extends { query: infer Q extends z.ZodType } ? z.input<Q> : undefined;
export type ReadQuery<R extends RouteName> =
	Row<R> extends { query: infer Q extends z.ZodType } ? z.output<Q> : undefined;

const BY_TOKEN = ["token-missing", "token-refused", "scope-missing", "tenant-unreachable"] as const;

/** All problems that a route may return. */
export function failuresOf(route: Route): ProblemCode[] {
	const { may, params, query, body, limit, again, failures = [] } = route;
	return [
		...new Set<ProblemCode>([
			...(may === "caller" || may === "helpdesk" ? BY_TOKEN : []),
			...(may === "helpdesk" ? (["role-missing"] as const) : []),
			// A call without a body ignores one, but does not read everything.
			...(body || again ? (["body-not-json", "body-too-large"] as const) : []),
			...(body ? (["body-mistaken"] as const) : []),
			...(params || query || again ? (["request-mistaken"] as const) : []),
			...(again === "same-answer" ? (["key-reused"] as const) : []),
			...(limit ? (["too-many-requests"] as const) : []),
			...failures,
			"store-unavailable",
			"unexpected",
		]),
	];
}
