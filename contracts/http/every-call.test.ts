import type { FastifyInstance } from "fastify";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { countStates } from "#lib/core/cohort/cohort-counts.ts";
import { calendarDay } from "#lib/core/link/calendar-day.ts";
import { portalHealth } from "#lib/core/portal-health.ts";
import { absent } from "#lib/core/readiness/example-accounts.ts";
import type { ManagedDomain } from "#lib/directory/managed-domain.ts";
import { INTERFACE } from "#lib/interface/interface.ts";
import { AT_ONCE, LIMITS, type LimitName } from "#lib/interface/limits.ts";
import { tooMany } from "#lib/server/http/problem.ts";
import { sameAnswers } from "#lib/server/http/same-answer.ts";
import type { Portal } from "#lib/server/portal.ts";
import type { TestPlace } from "../store/place.ts";
import {
	AGENT,
	type Call,
	callOn,
	content,
	PERSON,
	person,
	startTestPortal,
} from "./test-portal.ts";

/** What holds for every call in the interface's table: limits, retries, metrics. */

let place: TestPlace;
let portal: Portal;
let app: FastifyInstance;
let domain: ManagedDomain;
let stop: () => Promise<void>;

beforeEach(async () => {
	({ place, portal, app, domain, stop } = await startTestPortal(absent));
});
afterEach(() => stop());

const call = (method: string, path: string, named?: Call) => callOn(app, method, path, named);
const make = async () => (await call("POST", "helpdesk/links", { body: content() })).json();
const mark = "a".repeat(22);

describe("limits", () => {
	const byToken = Object.entries(INTERFACE).flatMap(([name, route]) =>
		route.may === "caller" || route.may === "helpdesk" ? [[name, route.limit] as const] : [],
	);
	const useUp = (limit: LimitName, key: string, left = 0) =>
		portal.limits.take(limit, key, LIMITS[limit].rates[0].most - left);
	const ask = (name: string, role = "Keyturn.Helpdesk") => {
		const [method = "", path = ""] = name.split(" /api/");
		return call(method, path.replaceAll(/\{\w+\}/g, PERSON), { role });
	};

	test.each(byToken)(
		"%s is limited for the caller who exhausted it, and for nobody else",
		async (name, limit) => {
			await useUp(limit, AGENT, 1);
			expect((await ask(name)).status).not.toBe(429);
			const limited = await ask(name);
			expect(limited.status).toBe(429);
			expect(limited.headers.get("content-type")).toContain("application/problem+json");
			expect(Number(limited.headers.get("retry-after"))).toBeGreaterThan(0);
			expect((await limited.json()).detail).toContain(LIMITS[limit].counts);
			// The same address, another person.
			expect((await ask(name, `Keyturn.Helpdesk ${PERSON}`)).status).not.toBe(429);
		},
	);

	test("a status is counted by its ticket, and an invented ticket leaves no trace", async () => {
		const opened = await (await call("POST", "watches")).json();
		const read = (ticket: string) => call("GET", `watches/${ticket}`, { role: "" });
		await useUp("ticketReads", opened.ticket, 1);
		expect((await read(opened.ticket)).status).toBe(200);
		expect((await read(opened.ticket)).status).toBe(429);
		const take = vi.spyOn(portal.limits, "take");
		expect((await read("made-up")).status).toBe(404);
		expect(take).not.toHaveBeenCalled();
		await useUp("streams", opened.ticket);
		const stream = await call("GET", `watches/${opened.ticket}/events`, { role: "" });
		expect(stream.status).toBe(429);
	});

	test("people named in the audit are counted, across any number of calls", async () => {
		await useUp("names", AGENT, 2);
		const look = (people: object[]) => call("POST", "helpdesk/lookup", { body: { people } });
		expect((await look([person])).status).toBe(200);
		expect((await look([person, person])).status).toBe(429);
		expect((await portal.store.auditPage({}, { limit: 9 })).entries).toHaveLength(1);
	});

	test("a batch over the limit is looked up later, and audited then", async () => {
		const group = "cccccccc-0000-4000-8000-000000000003";
		const begun = await call("POST", "helpdesk/cohorts/{group}/lookups", {
			group,
			body: { name: "Sales", members: 1 },
		});
		const { id: lookUp } = await begun.json();
		const portion = (role: string) =>
			call("POST", "helpdesk/cohorts/{group}/lookups/{lookUp}", {
				group,
				lookUp,
				role,
				body: { people: [person] },
			});
		const { take } = portal.limits;
		portal.limits.take = async (name, ...rest) =>
			name === "names" ? tooMany(60, "") : await take(name, ...rest);
		expect((await portion("Keyturn.Helpdesk")).status).toBe(429);
		expect((await portal.store.auditPage({}, { limit: 9 })).entries).toHaveLength(1);
		portal.limits.take = take;
		expect((await portion("Keyturn.Helpdesk")).status).toBe(200);
		expect((await portal.store.auditPage({}, { limit: 9 })).entries).toHaveLength(2);
	});

	test("ten look-ups run at once, the next when one has finished", async () => {
		const domainAnswers = Promise.withResolvers<void>();
		for (const one of domain.controllers) {
			const first = one.read;
			one.read = async (keys) => {
				await domainAnswers.promise;
				return await first(keys);
			};
		}
		const look = () => call("POST", "helpdesk/lookup", { body: { people: [person] } });
		const ten = Array.from({ length: 10 }, look);
		await expect.poll(async () => (await look()).status).toBe(429);
		domainAnswers.resolve();
		expect((await Promise.all(ten)).map(({ status }) => status)).toEqual(Array(10).fill(200));
		expect((await look()).status).toBe(200);
	});

	test("the number of links is limited until one is ended", async () => {
		const link = await make();
		const others = Array.from({ length: AT_ONCE.openLinks.most - 1 }, (_, n) => ({
			...link,
			id: String(n),
			madeAt: new Date(link.madeAt),
			endedAt: undefined,
		}));
		const { links } = portal.store;
		portal.store.links = async () => [...(await links()), ...others];
		const refused = await call("POST", "helpdesk/links", { body: content() });
		expect([refused.status, (await refused.json()).code]).toEqual([409, "too-many-open"]);
		await call("DELETE", "helpdesk/links/{link}", { link: link.id });
		expect((await call("POST", "helpdesk/links", { body: content() })).status).toBe(201);
	});
});

test("a call whose idempotency key is malformed is refused, not executed once for each attempt", async () => {
	for (const key of ["short", "a".repeat(65), "two keys of, a caller"]) {
		const refused = await call("POST", "helpdesk/links", { body: content(), key });
		expect(refused.status).toBe(400);
		expect((await refused.json()).detail).toContain("Idempotency-Key: must be");
	}
	expect(await portal.store.links()).toEqual([]);
	expect((await call("GET", "helpdesk/links", { key: "short" })).status).toBe(200);
});

describe("a call whose response was lost is retried", () => {
	const group = "cccccccc-0000-4000-8000-000000000003";
	const run = "dddddddd-0000-4000-8000-000000000004";
	const changedAt = new Date(Date.now() - 60_000).toISOString();
	/** The request of each call that changes something; a missing one does not compile. */
	type Changing = Exclude<keyof typeof INTERFACE, `GET ${string}`>;
	const SENT: Record<Changing, () => Promise<Call>> = {
		"POST /api/watches": async () => ({ body: {} }),
		"PUT /api/watches/{ticket}/change": async () => ({
			ticket: await opened(),
			body: { changedAt },
		}),
		"PUT /api/watches/{ticket}/refusal": async () => ({ ticket: await opened() }),
		"DELETE /api/watches/{ticket}": async () => ({ ticket: await opened() }),
		"PUT /api/helpdesk/links/{link}": async () => {
			const { id, revision } = await make();
			return { link: id, body: { content: content({ title: "Changed" }), revision } };
		},
		"DELETE /api/helpdesk/links/{link}": async () => ({ link: (await make()).id }),
		"PUT /api/helpdesk/temporary-passwords/{ticket}": async () => ({
			ticket: await begun(),
			body: { person, outcome: "refused", changedAt: null, code: "" },
		}),
		"POST /api/go/{link}/marks": async () => ({
			link: (await make()).id,
			body: { stage: "opened", mark },
		}),
		"POST /api/helpdesk/links": async () => ({ body: content() }),
		"POST /api/helpdesk/lookup": async () => ({ body: { people: [person] } }),
		"POST /api/helpdesk/references": async () => {
			const { view } = await (await call("POST", "watches")).json();
			return { body: { reference: view.reference } };
		},
		"POST /api/watches/made": async () => ({ body: { changedAt } }),
		"POST /api/helpdesk/tickets": async () => ({ body: { person, changedAt } }),
		"POST /api/helpdesk/cohorts/{group}/lookups": async () => ({
			group,
			body: { name: "Sales", members: 1 },
		}),
		"POST /api/helpdesk/cohorts/{group}/lookups/{lookUp}": async () => {
			const begun = { group, body: { name: "Sales", members: 1 } };
			const { id } = await (await call("POST", "helpdesk/cohorts/{group}/lookups", begun)).json();
			return { group, lookUp: id, body: { people: [person] } };
		},
		"POST /api/helpdesk/cohorts/{group}/snapshots": async () => ({
			group,
			body: countStates([]),
		}),
		"PUT /api/helpdesk/cohorts/{group}/deadline": async () => ({
			group,
			body: { name: "Sales", day: calendarDay(new Date(), 7) },
		}),
		"POST /api/helpdesk/expiries": async () => ({
			body: { run, step: "begun", how: "new", people: 2 },
		}),
		"POST /api/helpdesk/temporary-passwords": async () => ({
			body: { person, lastChangedAt: null },
		}),
	};
	const opened = async () =>
		(await (await call("POST", "watches", { body: {} })).json()).ticket as string;
	const begun = async () => {
		const body = { person, lastChangedAt: null };
		return (await (await call("POST", "helpdesk/temporary-passwords", { body })).json())
			.ticket as string;
	};
	const sent = Object.entries(SENT) as [Changing, () => Promise<Call>][];
	const key = "eeeeeeee-0000-4000-8000-000000000005";
	const post = (name: Changing, named: Call, more: Call = { key }) => {
		const [method = "", path = ""] = name.split(" /api/");
		return call(method, path, { ...named, ...more });
	};
	/** The number of rows in every table that a call may add to. */
	async function rows(): Promise<unknown[]> {
		const tables = [
			"watches",
			"links",
			"link_marks",
			"audit",
			"cohort_snapshots",
			"deadlines",
			"mails",
		];
		const counts = tables.map((table) => `(select count(*) from ${table}) as ${table}`);
		return await place.rows(`select ${counts.join(", ")}`);
	}

	test.each(sent)("%s", async (name, prepare) => {
		const { again } = INTERFACE[name];
		const named = await prepare();
		const first = await post(name, named);
		expect(first.ok).toBe(true);
		const answer = await first.text();
		const made = await rows();
		const second = await post(name, named);
		// A repeated deletion finds nothing, and says so (RFC 9110, section 9.2.2).
		const isGone = name === "DELETE /api/watches/{ticket}" && second.status === 404;
		expect(second.ok || isGone).toBe(true);
		if (again === "shows-again") return;
		expect(await rows()).toEqual(made);
		if (again !== "same-answer") return;
		expect([second.status, await second.text()]).toEqual([first.status, answer]);
		// As if the portal had died before the answer was stored.
		await place.run("delete from answers where status != 0");
		const third = await post(name, named);
		expect(third.ok).toBe(true);
		expect(await rows()).toEqual(made);
		// Without the key, or with another one, it is a new call: it creates more, or finds that it is too late.
		const another = await post(name, named, { key: `${key}x` });
		if (another.ok) expect(await rows()).not.toEqual(made);
		else expect([404, 409]).toContain(another.status);
	});

	test("also while the first is running and after a restart, but not by another caller", async () => {
		const named = await SENT["POST /api/helpdesk/links"]();
		const at = async (more: Call = {}) =>
			(await post("POST /api/helpdesk/links", named, { key, ...more })).json();
		const [one, two] = await Promise.all([at(), at()]);
		expect(two).toEqual(one);
		portal.sameAnswer = sameAnswers(portal.store, portal.log);
		expect(await at()).toEqual(one);
		const others = await at({ role: `Keyturn.Helpdesk ${PERSON}` });
		expect(others.id).not.toBe(one.id);
		const other = await call("POST", "helpdesk/links", { body: content({ title: "Other" }), key });
		expect([other.status, (await other.json()).code]).toEqual([422, "key-reused"]);
		expect(await portal.store.links()).toHaveLength(2);
	});

	test("a failed one is executed again", async () => {
		const { saveLink } = portal.store;
		portal.store.saveLink = () => Promise.reject(new Error("disk full"));
		const at = () => call("POST", "helpdesk/links", { body: content(), key });
		const logged = vi.spyOn(portal.log, "error");
		expect((await at()).status).toBe(500);
		const [event, facts] = logged.mock.calls[0] ?? [];
		expect([event, facts?.error]).toMatchObject(["call-failed", { message: "disk full" }]);
		portal.store.saveLink = saveLink;
		expect((await at()).status).toBe(201);
		expect(await portal.store.links()).toHaveLength(1);
	});
});

describe("an attempt with the form", () => {
	const lastChangedAt = "2026-10-01T08:00:00.000Z";
	const open = async (body: object) => (await call("POST", "watches", { body })).json();
	const openTry = async (role?: string) =>
		(await (await call("GET", "watches", role ? { role } : {})).json())?.openTry;
	const refuse = (ticket: string, role?: string) =>
		call("PUT", `watches/${ticket}/refusal`, role ? { role } : {});

	test("is open on every device until its outcome is reported, with the date from before the first", async () => {
		const { ticket } = await open({ lastChangedAt, isTry: true });
		const { at } = await openTry();
		expect(await openTry()).toEqual({ at, lastChangedAt, attempt: expect.any(String) });
		await open({ lastChangedAt: "2026-11-01T08:00:00.000Z", isTry: true });
		expect(await openTry()).toMatchObject({ lastChangedAt });
		expect((await refuse(ticket)).status).toBe(204);
		expect(await openTry()).toBeUndefined();
		await open({ lastChangedAt: null, isTry: true });
		expect(await openTry()).toMatchObject({ lastChangedAt: null });
		const body = { changedAt: new Date().toISOString() };
		await call("PUT", `watches/${ticket}/change`, { body });
		expect(await openTry()).toBeUndefined();
	});
	test("after an earlier change is known on every device, too, until it is refused", async () => {
		const own = async () => (await call("GET", "watches")).json();
		const earlier = await open({ lastChangedAt });
		const body = { changedAt: new Date().toISOString() };
		await call("PUT", `watches/${earlier.ticket}/change`, { body });
		const begun = await open({ lastChangedAt });
		expect((await own()).ticket).toBe(earlier.ticket);
		const { ticket } = await open({ lastChangedAt, isTry: true });
		expect([ticket, ticket === earlier.ticket]).toEqual([begun.ticket, false]);
		expect(await own()).toMatchObject({ ticket, openTry: { lastChangedAt } });
		await refuse(ticket);
		expect((await own()).ticket).toBe(earlier.ticket);
	});
	test("survives a restart", async () => {
		const { ticket } = await open({ lastChangedAt, isTry: true });
		const stored = await portal.store.findWatch(ticket);
		expect(stored?.lastTry).toMatchObject({
			lastChangedAt: new Date(lastChangedAt),
			isRefused: false,
		});
		await refuse(ticket);
		expect((await portal.store.findWatch(ticket))?.lastTry).toMatchObject({ isRefused: true });
	});
	test("that was refused cannot land later, also when another device tries next", async () => {
		const { ticket } = await open({ isTry: true });
		await refuse(ticket);
		const [refused] = await portal.store.ledgers([AGENT]);
		expect(refused?.changes).toMatchObject([{ ticket, isRefused: true }]);
		await open({ isTry: true });
		const [ledger] = await portal.store.ledgers([AGENT]);
		expect(ledger?.changes).toHaveLength(1);
	});
	test("is one, however often its call is repeated before it is answered", async () => {
		const opened = async (key: string) => {
			const { ticket } = await (
				await call("POST", "watches", { body: { isTry: true }, key })
			).json();
			const [ledger] = await portal.store.ledgers([AGENT]);
			return { ticket, attempts: ledger?.changes.length };
		};
		const first = await opened("3f1a7c52-0000-4000-8000-000000000001");
		expect(await opened("3f1a7c52-0000-4000-8000-000000000001")).toEqual(first);
		expect((await opened("3f1a7c52-0000-4000-8000-000000000002")).attempts).toBe(
			(first.attempts ?? 0) + 1,
		);
	});
	test("on another page that is started a second time stays one, and can be followed everywhere", async () => {
		const { ticket } = await open({ lastChangedAt });
		expect((await open({ lastChangedAt })).ticket).toBe(ticket);
		const own = async () => (await call("GET", "watches")).json();
		expect(await own()).toMatchObject({ ticket, begun: { lastChangedAt } });
		const changes = async () => (await portal.store.ledgers([AGENT]))[0]?.changes;
		expect(await changes()).toHaveLength(1);
		await open({ lastChangedAt: "2026-11-01T08:00:00.000Z" });
		// One may have been made under the first start.
		expect((await changes())?.filter((change) => !change.changedAt)).toHaveLength(2);
		const body = { changedAt: new Date().toISOString() };
		await call("PUT", `watches/${ticket}/change`, { body });
		expect((await own()).begun).toBeUndefined();
	});
	test("that was refused says nothing about a change on another page that was started since", async () => {
		const { ticket } = await open({ isTry: true });
		await refuse(ticket);
		await open({ lastChangedAt });
		await open({ lastChangedAt: "2026-11-01T08:00:00.000Z" });
		const [ledger] = await portal.store.ledgers([AGENT]);
		expect(ledger?.changes.filter((change) => !change.changedAt)).toHaveLength(2);
	});
	test("is not set by a change on another page, or by another person", async () => {
		const { ticket } = await open({ lastChangedAt });
		expect(await openTry()).toBeUndefined();
		await open({ lastChangedAt, isTry: true });
		expect((await refuse(ticket, `Role ${PERSON}`)).status).toBe(404);
		expect(await openTry()).toBeDefined();
		expect(await openTry(`Role ${PERSON}`)).toBeUndefined();
	});
});

test("a change is shown once it is on disk, and not before", async () => {
	const { ticket } = await (await call("POST", "watches", { body: {} })).json();
	const shown = async () => {
		const { revision, state } = await (await call("GET", `watches/${ticket}`)).json();
		return { revision, state };
	};
	const { saveWatch } = portal.store;
	const { promise: isFree, resolve } = Promise.withResolvers<void>();
	portal.store.saveWatch = async (...watch) => {
		await isFree;
		await saveWatch(...watch);
	};
	const body = { changedAt: new Date().toISOString() };
	const reported = call("PUT", `watches/${ticket}/change`, { body });
	await expect.poll(() => portal.watches.live.get(ticket)?.revision).toBe(2);
	expect(await shown()).toEqual({ revision: 1, state: "open" });
	resolve();
	expect((await reported).status).toBe(200);
	expect(await shown()).toMatchObject({ revision: 2 });
});

describe("figures", () => {
	const scrape = (headers: Record<string, string> = {}, remoteAddress = "127.0.0.1") =>
		app.inject({ url: "/api/metrics", headers, remoteAddress });
	const figure = async (line: string) =>
		(await scrape()).body
			.split("\n")
			.find((one) => one.startsWith(`${line} `))
			?.slice(line.length + 1);

	test("count answered and refused calls as the log does, and name nobody", async () => {
		const logged = vi.spyOn(portal.log, "warn");
		await call("GET", "account");
		await call("GET", "account", { role: "" });
		await call("GET", "helpdesk/agent", { role: "Another.Role" });
		await call("POST", "helpdesk/lookup", { body: { people: [{ name: "hunter2" }] } });
		await call("POST", "helpdesk/lookup", { body: "{" });
		await call("GET", "go/{link}", { link: "guess-hunter2", role: "" });
		await call("GET", "watches/hunter2", { role: "" });
		await call("GET", "hunter2", { role: "" });
		const { most } = LIMITS.ownReads.rates[0];
		await portal.limits.take("ownReads", AGENT, most);
		await call("GET", "account");
		const refused = [
			["GET /api/account", "token-missing"],
			["GET /api/helpdesk/agent", "role-missing"],
			["POST /api/helpdesk/lookup", "body-mistaken"],
			["POST /api/helpdesk/lookup", "body-not-json"],
			["GET /api/go/{link}", "link-not-found"],
			["GET /api/watches/{ticket}", "watch-not-found"],
			["unknown", "route-not-found"],
			["GET /api/account", "too-many-requests"],
		] as const;
		expect(logged.mock.calls).toEqual(
			refused.map(([route, code]) => ["calls-refused", { route, code, calls: 1 }]),
		);
		for (const [, code] of refused) {
			expect(await figure(`keyturn_refusals_total{code="${code}"}`), code).toBe("1");
		}
		const account = 'keyturn_requests_total{route="GET /api/account",status=';
		expect([await figure(`${account}"2xx"}`), await figure(`${account}"4xx"}`)]).toEqual([
			"1",
			"2",
		]);
		expect((await scrape()).body).not.toMatch(/hunter2|sam@|dana@|[\da-f]{8}-/);
	});

	test("health reports each part, and 503 when the portal cannot take traffic", async () => {
		const ready = async () => await app.inject({ url: "/api/health/ready" });
		const well = await ready();
		expect([well.statusCode, well.json()]).toEqual([200, await portal.health()]);
		const parts = { store: "away", keys: "ok", domain: "ok", mail: "ok" } as const;
		portal.health = async () => portalHealth(parts);
		const away = await ready();
		expect([away.statusCode, away.json()]).toEqual([503, { status: "not-ready", parts }]);
	});

	test("are in Prometheus text format, with what is open", async () => {
		await call("POST", "watches");
		portal.metrics.follow({ ...portal, controllers: { all: () => [] } });
		const answer = await scrape();
		expect(answer.statusCode).toBe(200);
		expect(answer.headers["content-type"]).toBe("text/plain; version=0.0.4; charset=utf-8");
		expect(await figure('keyturn_watches{state="open"}')).toBe("1");
		expect(await figure("keyturn_streams_open")).toBe("0");
	});

	test("are for this machine, and for callers with the token", async () => {
		const status = async (...asked: Parameters<typeof scrape>) =>
			(await scrape(...asked)).statusCode;
		const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
		expect(await status()).toBe(200);
		expect(await status({ "x-forwarded-for": "127.0.0.1" })).toBe(401);
		expect(await status({}, "192.0.2.1")).toBe(401);
		expect(await status(bearer(""), "192.0.2.1")).toBe(401);
		portal.settings.metricsToken = "t".repeat(24);
		expect(await status(bearer("t".repeat(24)), "192.0.2.1")).toBe(200);
		expect(await status(bearer("t".repeat(25)), "192.0.2.1")).toBe(401);
		expect(await status(bearer("Keyturn.Helpdesk"), "192.0.2.1")).toBe(401);
	});
});
