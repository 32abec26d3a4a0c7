import type { FastifyInstance } from "fastify";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { calendarDay } from "#lib/core/link/calendar-day.ts";
import type { LinkContent } from "#lib/core/link/link.ts";
import { absent, account, keyWrites, present } from "#lib/core/readiness/example-accounts.ts";
import type { Observation } from "#lib/core/readiness/observation.ts";
import { INTERFACE } from "#lib/interface/interface.ts";
import { createServer } from "#lib/server/http/server.ts";
import { makeLink } from "#lib/server/links/change-links.ts";
import type { Portal } from "#lib/server/portal.ts";
import {
	AGENT,
	type Call,
	callOn,
	content,
	PERSON,
	person,
	startTestPortal,
} from "./test-portal.ts";

/** The helpdesk's calls on a real store and a scripted domain, without a network. */

let portal: Portal;
let app: FastifyInstance;
let observation: Observation;
let stop: () => Promise<void>;

beforeEach(async () => {
	observation = absent();
	({ portal, app, stop } = await startTestPortal(() => observation));
});
afterEach(async () => {
	await app.close();
	await stop();
});

const call = (method: string, path: string, named?: Call) => callOn(app, method, path, named);
const make = async () => (await call("POST", "helpdesk/links", { body: content() })).json();
const mark = "a".repeat(22);
/** The rows of the audit, newest first. */
const rows = async () => (await portal.store.auditPage({}, { limit: 9 })).entries;

const routes = Object.entries(INTERFACE).map(
	([name, { may }]) => [name.replace(" /api/", " "), may] as const,
);

test.each(routes.filter(([, may]) => may === "caller" || may === "helpdesk"))(
	"%s needs a token, and the helpdesk's calls need its role",
	async (name, may) => {
		const [method = "", path = ""] = name.split(" ");
		expect(path.startsWith("helpdesk/")).toBe(may === "helpdesk");
		const refusal = async (role: string) => {
			const refused = await call(method, path, { role });
			return [refused.status, (await refused.json()).code];
		};
		expect(await refusal("")).toEqual([401, "token-missing"]);
		if (may === "helpdesk") expect(await refusal("Another.Role")).toEqual([403, "role-missing"]);
	},
);

describe("a watch", () => {
	const open = async (more: Call = {}) =>
		(await (await call("POST", "watches", more)).json()).ticket as string;
	const view = async (ticket: string) =>
		await (await call("GET", "watches/{ticket}", { ticket, role: "" })).json();

	test("belongs to the token's person, whatever the body says", async () => {
		const ticket = await open();
		const other = { role: `Any.Role ${PERSON}`, ticket };
		const body = { changedAt: new Date().toISOString() };
		expect((await call("PUT", "watches/{ticket}/change", { ...other, body })).status).toBe(404);
		expect((await call("DELETE", "watches/{ticket}", other)).status).toBe(404);
		const inName = await call("POST", "watches", { ...other, body: { person: AGENT } });
		expect(inName.status).toBe(400);
		const madeInName = { ...other, body: { ...body, person: AGENT } };
		expect((await call("POST", "watches/made", madeInName)).status).toBe(400);
		expect(await open(other)).not.toBe(ticket);
		expect(await view(ticket)).toMatchObject({ state: "open" });
		// There are too few waits to show yet.
		expect(await (await call("GET", "watches/{ticket}/waits", { ticket })).json()).toBeNull();
		expect((await call("DELETE", "watches/{ticket}", { ticket })).status).toBe(204);
		expect(await (await call("GET", "watches")).json()).toBeNull();
	});
	test.each<[string, object, number, string]>([
		["no object", [], 400, "body-mistaken"],
		["nothing", {}, 400, "body-mistaken"],
		["a word", { changedAt: "yesterday" }, 400, "body-mistaken"],
		["an old change", { changedAt: "2000-01-01T00:00:00Z" }, 400, "body-mistaken"],
		["a password", { changedAt: new Date(), currentPassword: "x" }, 400, "body-mistaken"],
		["more than it takes", { changedAt: "x".repeat(5_000) }, 413, "body-too-large"],
	])("is not changed by %s", async (_what, body, status, code) => {
		const ticket = await open();
		const { revision } = await view(ticket);
		const refused = await call("PUT", "watches/{ticket}/change", { ticket, body });
		expect([refused.status, (await refused.json()).code]).toEqual([status, code]);
		expect(await view(ticket)).toMatchObject({ state: "open", revision });
	});
});

test("a status's stream resumes after the event that the page saw last", async () => {
	const { ticket } = await (await call("POST", "watches")).json();
	const at = await app.listen({ port: 0, host: "127.0.0.1" });
	/** The output up to the first event, or within a time limit. */
	async function firstEvent(lastEventId?: string, withinMs = 5_000): Promise<string> {
		const signal = AbortSignal.timeout(withinMs);
		let sent = "";
		try {
			const headers = lastEventId === undefined ? {} : { "Last-Event-ID": lastEventId };
			const stream = await fetch(`${at}/api/watches/${ticket}/events`, { headers, signal });
			expect(stream.headers.get("content-type")).toContain("text/event-stream");
			expect(stream.headers.get("cache-control")).toBe("no-store, no-transform");
			expect(stream.headers.get("x-content-type-options")).toBe("nosniff");
			for await (const chunk of stream.body ?? []) {
				sent += Buffer.from(chunk).toString();
				if (/event: watch\ndata: .*\n\n/.test(sent)) break;
			}
		} catch (error) {
			if (!signal.aborted) throw error;
		}
		return sent;
	}

	const first = await firstEvent();
	expect(first).toMatch(/^id: \d+\nevent: watch\ndata: \{.*"state":"open"/m);
	const id = /^id: (\d+)/m.exec(first)?.[1] ?? "";
	expect(await firstEvent(id, 300)).not.toContain("event: watch");
	const body = { changedAt: new Date().toISOString() };
	expect((await call("PUT", "watches/{ticket}/change", { ticket, body })).ok).toBe(true);
	expect(await firstEvent(id)).toContain(body.changedAt);
});

describe("links", () => {
	test("are created, read with texts in their own language, changed and ended", async () => {
		const link = await make();
		const read = await (await call("GET", "helpdesk/links/{link}", { link: link.id })).json();
		expect(read.texts.address).toBe(`https://password.contoso.com/go/${link.id}`);
		expect(read.texts.mail.body).toContain("Öffnen Sie diese Adresse");
		expect(read.texts.paper.help).toBe("Hilfe: Ann, ann@contoso.com");
		const change = { content: content({ title: "Moved" }), revision: 1 };
		const put = () => call("PUT", "helpdesk/links/{link}", { link: link.id, body: change });
		expect(await (await put()).json()).toMatchObject({ title: "Moved", revision: 2 });
		expect((await put()).status).toBe(409);
		expect((await call("DELETE", "helpdesk/links/{link}", { link: link.id })).status).toBe(200);
		expect((await put()).status).toBe(404);
		const list = await (await call("GET", "helpdesk/links")).json();
		expect(list).toMatchObject([{ link: { title: "Moved" }, counts: { opened: 0 } }]);
	});
	test("can be changed after their deadline, but not to an earlier one", async () => {
		const late = content({ deadline: "2020-01-01" }) as LinkContent;
		const agent = { id: AGENT, name: "sam@aaddscontoso.com" };
		const { id: link } = await makeLink(portal.store, late, { agent });
		const put = (changes: object) =>
			call("PUT", "helpdesk/links/{link}", {
				link,
				body: { content: { ...late, ...changes }, revision: 1 },
			});
		expect((await put({ deadline: "2019-12-31" })).status).toBe(400);
		expect((await put({ title: "Moved" })).status).toBe(200);
	});
	test("with mistakes are refused with the field's name, and nothing is stored", async () => {
		for (const [changes, detail] of [
			[{ message: "x".repeat(10_000) }, "message: too-long (10000 of 2000)."],
			[{ title: "" }, "title: missing."],
			[{ deadline: "0000-01-01" }, "deadline: past."],
			[{ language: "xx" }, "language: must be a language of the portal."],
			[{ way: "javascript:alert(1)" }, "way: must be portal or guided."],
		] as const) {
			const refused = await call("POST", "helpdesk/links", { body: content(changes) });
			expect(refused.status).toBe(400);
			expect((await refused.json()).detail).toBe(detail);
		}
		expect((await call("POST", "helpdesk/links", { body: content({ extra: 1 }) })).status).toBe(
			400,
		);
		const huge = content({ message: "x".repeat(70_000) });
		expect((await call("POST", "helpdesk/links", { body: huge })).status).toBe(413);
		expect(await portal.store.links()).toEqual([]);
	});
});

describe("a visitor of a link", () => {
	const go = (link: string, from?: string) =>
		call("GET", "go/{link}", { link, role: "", ...(from && { from }) });

	test("sees its content, but not who created it", async () => {
		const { id } = await make();
		const content = await (await go(id)).json();
		expect(content).toMatchObject({ id, title: "Move", language: "de", way: "guided" });
		expect(JSON.stringify(content)).not.toMatch(/sam@|madeBy|revision/);
		expect((await go(id.toUpperCase())).status).toBe(200);
		expect((await portal.store.linkCounts()).size).toBe(0);
	});
	test("cannot tell ended, expired and unknown apart", async () => {
		const ended = await make();
		await call("DELETE", "helpdesk/links/{link}", { link: ended.id });
		const answers = await Promise.all(
			[ended.id, "0123456789ab", "..%2f", "%00"].map(async (link) => {
				const response = await go(link);
				const own = ["x-request-id", "date"];
				const headers = [...response.headers].filter(([name]) => !own.includes(name));
				return [response.status, await response.text(), ...headers].join();
			}),
		);
		expect(new Set(answers).size).toBe(1);
		expect(answers[0]).toMatch(/^404/);
	});
	test("is limited for dead links, never for a working one", async () => {
		const { id } = await make();
		for (let n = 0; n < 30; n++) expect((await go("0123456789ab")).status).toBe(404);
		const limited = await go("0123456789ab");
		expect([limited.status, limited.headers.get("retry-after")]).toEqual([429, "60"]);
		expect((await go(id)).status).toBe(200);
		const body = { stage: "opened", mark };
		expect((await call("POST", "go/{link}/marks", { link: id, body })).status).toBe(204);
		expect((await go("0123456789ab", "192.0.2.2")).status).toBe(404);
	});
	test("cannot evade the limit by another port or another address of the same network", async () => {
		for (let n = 0; n < 30; n++) await go("0123456789ab", `2001:db8:1:2::${n.toString(16)}`);
		expect((await go("0123456789ab", "2001:db8:1:2:ffff::1")).status).toBe(429);
		expect((await go("0123456789ab", "2001:db8:1:3::1")).status).toBe(404);
	});
	test("cannot evade it by a forwarded address, which only a trusted proxy may set", async () => {
		const forwarded = (address: string) =>
			app.inject({
				url: "/api/go/0123456789ab",
				remoteAddress: "192.0.2.1",
				headers: { "x-forwarded-for": address },
			});
		for (let n = 0; n < 30; n++) await forwarded(`198.51.100.${n}`);
		expect((await forwarded("198.51.100.99")).statusCode).toBe(429);
		await app.close();
		portal.settings.trustedProxies = ["192.0.2.0/24"];
		app = createServer(portal);
		expect((await forwarded("198.51.100.1:4711")).statusCode).toBe(404);
		for (let n = 0; n < 30; n++) await forwarded(`203.0.113.9, 198.51.100.1:${n + 1}`);
		expect((await forwarded("203.0.113.10, 198.51.100.1")).statusCode).toBe(429);
		expect((await forwarded("203.0.113.9, 198.51.100.2, 192.0.2.7:80")).statusCode).toBe(404);
	});
	test("is counted once per mark, as signed in only with a token", async () => {
		const { id } = await make();
		const count = (stage: string, role = "") =>
			call("POST", "go/{link}/marks", { link: id, role, body: { stage, mark } });
		expect((await count("opened")).status).toBe(204);
		expect((await count("opened")).status).toBe(204);
		expect((await count("signed-in")).status).toBe(401);
		expect((await count("signed-in", "any")).status).toBe(204);
		expect((await count("usable")).status).toBe(400);
		const counts = (await portal.store.linkCounts()).get(id);
		expect(counts).toMatchObject({ opened: 1, "signed-in": 1, usable: 0 });
	});
});

describe("a look-up", () => {
	test("returns what each controller holds, and is audited", async () => {
		observation = present(account({ lockedOut: true }));
		const answer = await (
			await call("POST", "helpdesk/lookup", { body: { people: [person] } })
		).json();
		expect(answer.people).toMatchObject([
			{
				id: PERSON,
				account: { controllers: [{ kind: "present", block: { kind: "locked" } }, {}] },
			},
		]);
		expect(answer.forecast.basis).toBe("microsoft");
		const entries = await rows();
		expect(entries).toMatchObject([
			{ action: "people-looked-up", subject: { id: PERSON, name: person.userPrincipalName } },
		]);
	});
	test("of 500 people is one call and one row that names them all; of 501 it is refused", async () => {
		const people = Array.from({ length: 501 }, () => person);
		expect((await call("POST", "helpdesk/lookup", { body: { people } })).status).toBe(400);
		const body = { people: people.slice(1) };
		expect((await call("POST", "helpdesk/lookup", { body })).status).toBe(200);
		const entries = await rows();
		expect(entries).toMatchObject([{ subject: undefined, details: { people: 500 } }]);
		for await (const { details } of portal.store.auditRows({})) {
			const line = `${person.userPrincipalName} ${PERSON}`;
			expect(String(details.who).split("\n")).toEqual(people.slice(1).map(() => line));
		}
		// A search for a person also finds rows that name several.
		const words = person.userPrincipalName.toUpperCase();
		const found = await portal.store.auditPage({ words }, { limit: 9 });
		expect(found.entries).toHaveLength(1);
	});
	test("that continues is for the same people under the same row, and nobody else", async () => {
		const look = async (body: object, role?: string) =>
			await (await call("POST", "helpdesk/lookup", { body, ...(role && { role }) })).json();
		const { lookUp } = await look({ people: [person] });
		for (let n = 0; n < 3; n++) {
			const more = await look({ people: [person], follows: lookUp });
			expect(more).toMatchObject({ lookUp, people: [{ id: PERSON }] });
		}
		expect(await rows()).toHaveLength(1);
		const other = { id: AGENT, userPrincipalName: "sam@aaddscontoso.com" };
		const others = await look({ people: [other], follows: lookUp });
		expect(others.lookUp).not.toBe(lookUp);
		expect(await rows()).toHaveLength(2);
		await look({ people: [person], follows: lookUp }, `Keyturn.Helpdesk ${PERSON}`);
		await look({ people: [person], follows: "made-up" });
		expect(await rows()).toHaveLength(4);
	});
	test("shows nothing that could not be audited", async () => {
		portal.store.appendAudit = () => Promise.reject(new Error("disk full"));
		const refused = await call("POST", "helpdesk/lookup", { body: { people: [person] } });
		expect(refused.status).toBe(500);
		expect(await refused.text()).not.toContain("dc1");
	});
});

describe("a reference", () => {
	const look = (reference: string) => call("POST", "helpdesk/references", { body: { reference } });

	test("that was read out leads to the person, and is audited", async () => {
		const { ticket, view } = await (await call("POST", "watches")).json();
		const spoken = view.reference.toLowerCase().replaceAll("-", " ").replaceAll("0", "o");
		const found = await look(spoken);
		const caller = { id: AGENT, userPrincipalName: "sam@aaddscontoso.com" };
		expect([found.status, await found.json()]).toEqual([200, caller]);
		expect(await rows()).toMatchObject([
			{
				action: "reference-looked-up",
				result: "done",
				details: { reference: view.reference },
				subject: { id: AGENT },
			},
		]);
		expect(JSON.stringify(await rows())).not.toContain(ticket);
	});
	test("that nobody has is audited too, and a malformed one is refused", async () => {
		const unknown = await look("KT-0000-0000");
		expect([unknown.status, (await unknown.json()).code]).toEqual([404, "reference-not-found"]);
		expect(await rows()).toMatchObject([{ subject: undefined, result: "failed" }]);
		expect((await look("dana")).status).toBe(400);
		expect(await rows()).toHaveLength(1);
	});
	test("leads nowhere if it could not be audited", async () => {
		const { view } = await (await call("POST", "watches")).json();
		portal.store.appendAudit = () => Promise.reject(new Error("disk full"));
		const refused = await look(view.reference);
		expect(refused.status).toBe(500);
		expect(await refused.text()).not.toContain("sam@");
	});
});

test("a status is created once, for a recent change, and counts as weak evidence", async () => {
	const changedAt = new Date(Date.now() - 60_000).toISOString();
	const ticket = (body: object) => call("POST", "helpdesk/tickets", { body });
	expect((await ticket({ person, changedAt: "2000-01-01T00:00:00Z" })).status).toBe(400);
	const made = await ticket({ person, changedAt });
	expect(made.status).toBe(201);
	const { ticket: name, view } = await made.json();
	expect(view).toMatchObject({ state: "unconfirmed", changedAt });
	const again = await ticket({ person, changedAt });
	expect([again.status, (await again.json()).ticket]).toEqual([200, name]);
	const audit = JSON.stringify(await rows());
	expect(audit).toContain("ticket-made");
	expect(audit).not.toContain(name);
});

describe("an expiry", () => {
	const run = "cccccccc-0000-4000-8000-000000000003";
	const note = (body: object) => call("POST", "helpdesk/expiries", { body: { run, ...body } });

	test("is audited: who, how many people, each result, and how it ended", async () => {
		const results = [
			{ id: PERSON, state: "expired" },
			{ id: AGENT, state: "refused" },
		];
		expect((await note({ step: "begun", how: "new", people: 2 })).status).toBe(201);
		expect((await note({ step: "results", results })).status).toBe(201);
		const counts = { expired: 1, refused: 1, gone: 0 };
		expect((await note({ step: "ended", how: "complete", counts })).status).toBe(201);
		const actor = { name: "sam@aaddscontoso.com" };
		expect(await rows()).toMatchObject([
			{ action: "expiry-ended", actor, result: "partly", details: { expired: 1, refused: 1 } },
			{ action: "expiry-results", result: "partly", details: { expired: PERSON, refused: AGENT } },
			{ action: "expiry-begun", result: "done", details: { people: 2, how: "new" } },
		]);
		expect((await rows())[0]?.details).not.toHaveProperty("gone");
	});
	test.each<[string, object]>([
		["a password", { step: "begun", how: "new", people: 1, password: "x" }],
		["another state", { step: "results", results: [{ id: PERSON, state: "won" }] }],
		["a name instead of an id", { step: "results", results: [{ id: "dana", state: "expired" }] }],
		[
			"more than a batch",
			{ step: "results", results: Array(101).fill({ id: PERSON, state: "gone" }) },
		],
		["nobody", { step: "begun", how: "new", people: 0 }],
	])("with %s is refused, and nothing is stored", async (_what, body) => {
		expect((await note(body)).status).toBe(400);
		expect(await rows()).toEqual([]);
	});
});

describe("a temporary password", () => {
	const minutesAgo = (minutes: number) =>
		new Date(Math.floor(Date.now() / 1000) * 1000 - minutes * 60_000);
	/** Keys of a version, written some minutes ago. */
	const keys = (version: number, minutes: number, more: Parameters<typeof account>[0] = {}) =>
		present(
			account({
				keyVersion: version,
				keyWrites: keyWrites(version, minutesAgo(minutes)),
				passwordSetAt: minutesAgo(minutes),
				...more,
			}),
			new Date(),
		);
	const begin = async () =>
		await call("POST", "helpdesk/temporary-passwords", {
			body: { person, lastChangedAt: minutesAgo(90 * 24 * 60).toISOString() },
		});
	const end = (ticket: string, body: object) =>
		call("PUT", `helpdesk/temporary-passwords/${ticket}`, {
			body: { person, changedAt: null, code: "", ...body },
		});
	const begun = async () => (await (await begin()).json()).ticket as string;
	const view = async (ticket: string) => await (await call("GET", `watches/${ticket}`)).json();
	const ledger = async () => (await portal.store.ledgers([PERSON]))[0];

	test("is audited, has to be changed, and its watch continues with the person's own", async () => {
		observation = keys(3, 60 * 24);
		const answer = await begin();
		expect(answer.status).toBe(201);
		const { ticket } = await answer.json();
		const changedAt = new Date().toISOString();
		expect((await end(ticket, { outcome: "set", changedAt })).status).toBe(204);
		expect(await view(ticket)).toMatchObject({
			state: "blocked",
			obstacle: { kind: "must-change" },
			isTemporary: true,
		});
		const subject = { id: PERSON, name: person.userPrincipalName };
		expect(await rows()).toMatchObject([
			{ action: "temporary-password-ended", subject, result: "done", details: { outcome: "set" } },
			{ action: "temporary-password-begun", subject, result: "done" },
		]);
		expect(JSON.stringify(await rows())).not.toContain(ticket);

		const own = new Date(Date.now() + 3_000).toISOString();
		const followed = await call("POST", "helpdesk/tickets", { body: { person, changedAt: own } });
		expect(followed.status).toBe(200);
		expect((await followed.json()).ticket).toBe(ticket);
		expect(await view(ticket)).toMatchObject({ state: "waiting", isTemporary: false });
		const kinds = (await ledger())?.changes.map((change) => change.isTemporary);
		expect(kinds).toEqual([true, undefined]);
	});
	test("that Entra refused leaves no watch and no change", async () => {
		const ticket = await begun();
		const refused = { outcome: "refused", code: "Authorization_RequestDenied" };
		expect((await end(ticket, refused)).status).toBe(204);
		expect((await rows())[0]).toMatchObject({ result: "failed", details: refused });
		expect((await call("GET", `watches/${ticket}`)).status).toBe(404);
		expect((await ledger())?.changes.filter((change) => change.isTemporary)).toEqual([]);
	});
	test("with an unknown outcome may have been set", async () => {
		observation = keys(3, 60 * 24);
		const ticket = await begun();
		expect((await end(ticket, { outcome: "unknown" })).status).toBe(204);
		expect((await rows())[0]).toMatchObject({ result: "partly" });
		expect((await view(ticket)).state).toBe("open");
		expect((await ledger())?.changes.at(-1)).toMatchObject({ isTemporary: true });
	});
	test("belongs to its own person only, and no other watch counts as one", async () => {
		const ticket = await begun();
		const other = { id: AGENT, userPrincipalName: "other@aaddscontoso.com" };
		expect((await end(ticket, { person: other, outcome: "refused" })).status).toBe(404);
		const body = { person: other, changedAt: new Date().toISOString() };
		const made = await (await call("POST", "helpdesk/tickets", { body })).json();
		expect((await end(made.ticket, { person: other, outcome: "refused" })).status).toBe(404);
		expect((await call("GET", `watches/${made.ticket}`)).status).toBe(200);
	});
	test.each<[string, object]>([
		["a password", { outcome: "set", password: "Lantern-Biscuit-31" }],
		["a sentence as its code", { outcome: "refused", code: "Lantern Biscuit 31" }],
		["another outcome", { outcome: "won" }],
		["an old change", { outcome: "set", changedAt: "2000-01-01T00:00:00Z" }],
	])("with %s is refused, and nothing is stored", async (_what, body) => {
		const ticket = await begun();
		expect((await end(ticket, body)).status).toBe(400);
		expect(await rows()).toHaveLength(1);
	});
});

test("the audit is paged, filtered, verified and exported", async () => {
	const { id } = await make();
	const read = async (query: string) =>
		await (await call("GET", "helpdesk/audit", { query })).json();
	expect((await read("?action=link-made&words=MOVE")).entries).toMatchObject([{ subject: { id } }]);
	expect((await read("?words=nobody")).entries).toEqual([]);
	expect((await read("?before=1")).entries).toEqual([]);
	expect((await call("GET", "helpdesk/audit", { query: "?from=yesterday" })).status).toBe(400);
	for (const query of ["?action=x", "?words=a&words=b"]) {
		expect((await call("GET", "helpdesk/audit", { query })).status).toBe(400);
	}
	const file = await call("GET", "helpdesk/audit/export", { query: "?format=csv" });
	expect(file.headers.get("content-disposition")).toContain("audit.csv");
	expect((await file.text()).split("\r\n")).toHaveLength(4);
	const verdict = await (await call("GET", "helpdesk/audit/verification")).json();
	expect(verdict).toMatchObject({ ok: true, rows: 2 });
});

describe("a cohort", () => {
	const group = "cccccccc-0000-4000-8000-000000000003";
	const LOOK_UP = "helpdesk/cohorts/{group}/lookups/{lookUp}";
	const SNAPSHOTS = "helpdesk/cohorts/{group}/snapshots";
	const begin = async (members: number) => {
		const body = { name: "Sales", members };
		const begun = await call("POST", "helpdesk/cohorts/{group}/lookups", { group, body });
		return (await begun.json()).id as string;
	};
	const portion = (lookUp: string, people: object[], of = group) =>
		call("POST", LOOK_UP, { group: of, lookUp, body: { people } });
	const other = { id: AGENT, userPrincipalName: "sam@aaddscontoso.com" };

	test("is one audit row, and one for each batch that shows somebody new", async () => {
		const lookUp = await begin(2);
		const first = await (await portion(lookUp, [person])).json();
		expect(first.people).toMatchObject([
			{ id: PERSON, controllers: [{ kind: "absent" }, { kind: "absent" }] },
		]);
		observation = present(account());
		const second = await (await portion(lookUp, [person, other])).json();
		expect(second.people[1]).toMatchObject({ id: AGENT, controllers: [{ kind: "present" }, {}] });
		const { entries } = await (await call("GET", "helpdesk/audit")).json();
		const who = ({ id, userPrincipalName }: typeof person) => `${userPrincipalName} ${id}`;
		expect(entries).toMatchObject([
			{ action: "cohort-looked-up", details: { group, people: 1, who: who(other) } },
			{ action: "cohort-looked-up", details: { group, people: 1, who: who(person) } },
			{ action: "cohort-looked-up", subject: { id: group, name: "Sales" }, details: { people: 2 } },
		]);
		// People already shown are followed without another row.
		expect((await portion(lookUp, [person, other])).status).toBe(200);
		expect(await rows()).toHaveLength(3);
	});
	test("shows nobody who could not be audited, and retries", async () => {
		const lookUp = await begin(1);
		const { appendAudit } = portal.store;
		portal.store.appendAudit = () => Promise.reject(new Error("disk full"));
		expect((await portion(lookUp, [person])).status).toBe(500);
		portal.store.appendAudit = appendAudit;
		expect((await portion(lookUp, [person])).status).toBe(200);
		expect(await rows()).toHaveLength(2);
	});
	test("covers as many people as the row says, of this group only", async () => {
		const lookUp = await begin(1);
		expect((await portion(lookUp, [person, other])).status).toBe(404);
		expect((await portion(lookUp, [person], AGENT)).status).toBe(404);
		expect((await (await portion("unknown", [person])).json()).code).toBe("look-up-ended");
		expect((await portion(lookUp, [person])).status).toBe(200);
	});
	test("includes watches, but never a ticket", async () => {
		const opened = await call("POST", "helpdesk/tickets", {
			body: { person, changedAt: new Date().toISOString() },
		});
		const { ticket } = await opened.json();
		const text = await (await portion(await begin(1), [person])).text();
		expect(JSON.parse(text).people[0].watch.changedAt).toBeTruthy();
		expect(text).not.toContain(ticket);
	});
	test("has a deadline, set, moved and removed with an audit row each, and never in the past", async () => {
		const put = (day: unknown) =>
			call("PUT", "helpdesk/cohorts/{group}/deadline", { group, body: { name: "Sales", day } });
		const known = async () => (await call("GET", "helpdesk/deadlines")).json();
		const [first, second] = [calendarDay(new Date(), 10), calendarDay(new Date(), 17)];
		expect((await put(first)).status).toBe(204);
		expect((await put(second)).status).toBe(204);
		for (const wrong of ["", "2026-02-30", "2020-01-01", "9999-12-31", 5, undefined]) {
			expect((await put(wrong)).status).toBe(400);
		}
		expect(await known()).toEqual([{ groupId: group, day: second }]);
		expect((await put(null)).status).toBe(204);
		expect(await known()).toEqual([]);
		const { entries } = await (await call("GET", "helpdesk/audit")).json();
		const row = { action: "deadline-set", subject: { id: group, name: "Sales" }, result: "done" };
		expect(entries).toMatchObject([
			{ ...row, details: {} },
			{ ...row, details: { day: second } },
			{ ...row, details: { day: first } },
		]);
	});
	test("stores its counts, and only counts", async () => {
		const body = {
			"has-to-change": 1,
			waiting: 2,
			probably: 0,
			usable: 3,
			blocked: 0,
			cannot: 0,
			unknown: 0,
		};
		expect((await call("POST", SNAPSHOTS, { group, body })).status).toBe(200);
		for (const wrong of [{ ...body, waiting: -1 }, { ...body, name: "Dana" }, {}]) {
			expect((await call("POST", SNAPSHOTS, { group, body: wrong })).status).toBe(400);
		}
		expect(await (await call("GET", SNAPSHOTS, { group })).json()).toMatchObject([
			{ counts: body },
		]);
		expect((await call("POST", SNAPSHOTS, { group: "..%2fx", body })).status).toBe(400);
	});
	test("is not read in oversized batches", async () => {
		const lookUp = await begin(2_000);
		expect((await portion(lookUp, Array(1_001).fill(person))).status).toBe(400);
		expect((await portion(lookUp, [])).status).toBe(400);
	});
});

test.each<[what: string, body: object, detail: string]>([
	["nothing", { title: undefined }, "title: is missing."],
	["another type", { title: 5 }, "title: must be text."],
	["an unknown field", { hunter2: 1 }, "The body: contains an unknown field."],
])("a link with %s is refused in the portal's own words", async (_what, changes, detail) => {
	const refused = await call("POST", "helpdesk/links", { body: { ...content({}), ...changes } });
	const { code, detail: found } = await refused.json();
	expect([code, found]).toEqual(["body-mistaken", detail]);
});

const RUN = { step: "begun", run: PERSON, how: "new", people: 1 };
test.each<[what: string, body: object, detail: string]>([
	["step", { step: "no" }, "step: must be begun, results or ended."],
	["way to begin", { ...RUN, how: "" }, "how: must be new, resumed or again."],
	["number", { ...RUN, people: 1.5 }, "people: must be a whole number."],
	["number of people", { ...RUN, people: 0 }, "people: must be more than 0."],
	["name", { ...RUN, group: "" }, "group: must have at least 1 character."],
	["list", { ...RUN, step: "results", results: [] }, "results: must have at least 1 entry."],
])("a note with another %s is refused in the portal's own words", async (_what, body, detail) => {
	const refused = await call("POST", "helpdesk/expiries", { body });
	expect((await refused.json()).detail).toBe(detail);
});

test.each([
	["helpdesk/audit?action=hunter2", /^action: must be .+ or [\w-]+\.$/],
	["helpdesk/audit?from=hunter2", /^from: must be an instant in UTC/],
	["helpdesk/audit?before=hunter2", /^before: must be a number\.$/],
	["helpdesk/cohorts/hunter2/snapshots", /^group: must be Entra's object id\.$/],
])("what is wrong in the address %s is no fault of a body", async (path, detail) => {
	const refused = await call("GET", path);
	const { code, detail: found } = await refused.json();
	expect([refused.status, code]).toEqual([400, "request-mistaken"]);
	expect(found).toMatch(detail);
	expect(found).not.toContain("hunter2");
});

describe("malformed requests", () => {
	const post = (payload: string, headers: object = {}) =>
		app.inject({
			method: "POST",
			url: "/api/helpdesk/expiries",
			headers: {
				authorization: "Keyturn.Helpdesk",
				"content-type": "application/json",
				...headers,
			},
			payload,
		});

	test.each<[string, string, object, number, string]>([
		["invalid JSON", "{", {}, 400, "body-not-json"],
		["nothing", "", {}, 400, "body-not-json"],
		["another content type", "{}", { "content-type": "text/plain" }, 400, "body-not-json"],
		["a lone surrogate", '{"step":"\\ud800"}', {}, 400, "body-not-json"],
		["an oversized body", `{"step":"${"x".repeat(20_000)}"}`, {}, 413, "body-too-large"],
		["an unknown field", '{"step":"begun","hunter2":1}', {}, 400, "body-mistaken"],
	])(
		"%s gets a problem document that echoes nothing",
		async (_what, payload, headers, status, code) => {
			const answer = await post(payload, headers);
			expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
			expect(answer.headers["content-type"]).toContain("application/problem+json");
			expect(answer.body).not.toMatch(/hunter2|xxxx/);
		},
	);

	test("a body is not read before the role is checked", async () => {
		const answer = await post("{".repeat(20_000), { authorization: "Another.Role" });
		expect(answer.json().code).toBe("role-missing");
	});

	test.each([
		["GET", "/api/%", 400, "request-mistaken"],
		["GET", "/api/nothing", 404, "route-not-found"],
		["GET", "/api/watches/unknown", 404, "watch-not-found"],
		["GET", "/api/watches/unknown/events", 404, "watch-not-found"],
		["GET", "/api/watches/unknown/waits", 404, "watch-not-found"],
		["GET", "/api/watches/..%2f..%2fetc/events", 404, "watch-not-found"],
		["GET", "/api", 404, "route-not-found"],
		["DELETE", "/api/config", 405, "method-not-allowed"],
		["TRACE", "/api/config", 405, "method-not-allowed"],
		["OPTIONS", "/api/helpdesk/links", 405, "method-not-allowed"],
		["PUT", "/api/watches", 405, "method-not-allowed"],
	])("%s %s is %i", async (method, url, status, code) => {
		const answer = await app.inject({ method: method as "GET", url });
		expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
		expect(answer.headers["content-security-policy"]).toContain("sandbox");
		expect(answer.headers["cross-origin-resource-policy"]).toBe("same-origin");
		if (status === 405) expect(answer.headers.allow).toMatch(/GET/);
	});
});
