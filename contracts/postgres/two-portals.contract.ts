import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { openStore } from "#lib/server/store/store.ts";
import { type Practice, startPractice } from "#practice/practice.ts";
import { createPerson } from "#practice/tenant/fresh-person.ts";
import { createPortalClient } from "#practice/tenant/portal-client.ts";
import { type Balancer, startBalancer } from "#tools/balancer.ts";
import { type PortalProcess, startPortal } from "#tools/portal-process.ts";
import { freePort } from "#tools/ports.ts";
import { postgresPlace, type TestPlace } from "../store/place.ts";

/** Two portals in their own processes, on one database and behind a simple load balancer. */

vi.setConfig({ testTimeout: 120_000 });

const LANDS_AFTER_MS = 4_000;
const DAY_MS = 86_400_000;

type Running = PortalProcess & { log(): string };

let folder: string;
let place: TestPlace;
let practice: Practice;
let balancer: Balancer;
let environment: Record<string, string>;
let ports: number[];
let portals: Running[];

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), "keyturn-two-"));
	place = await postgresPlace();
	ports = [await freePort(), await freePort()];
	balancer = await startBalancer(
		0,
		ports.map((port) => `http://127.0.0.1:${port}`),
	);
	practice = await startPractice({
		domain: "simulated",
		port: 0,
		portalOrigins: [balancer.url],
		dataDir: folder,
		madeAt: new Date(Date.now() - DAY_MS),
		delaysMs: { dc1: LANDS_AFTER_MS, dc2: LANDS_AFTER_MS + 500 },
		controllers: { ports: { dc1: 0, dc2: 0 } },
	});
	environment = {
		...practice.environment,
		PORTAL_URL: balancer.url,
		DATABASE_URL: place.databaseUrl ?? "",
		DATA_DIR: join(folder, "unused"),
	};
	portals = await Promise.all(ports.map(start));
});
afterAll(async () => {
	for (const { child } of portals ?? []) child.kill("SIGKILL");
	await balancer?.stop();
	await practice?.stop();
	rmSync(folder, { recursive: true, force: true });
});

const open = new Set<AbortController>();
afterEach(() => {
	for (const stream of open) stream.abort();
	open.clear();
});

async function start(port: number): Promise<Running> {
	let log = "";
	const portal = await startPortal({
		...{ port, host: "127.0.0.1", environment, hasPages: false },
		output: (chunk) => {
			log += chunk;
		},
	});
	return { ...portal, log: () => log };
}

const portal = (n: 0 | 1): Running => {
	const found = portals[n];
	if (!found) throw new Error("no such portal");
	return found;
};

/** A signed-in person with an account in the domain. */
async function signedIn() {
	const { person, password } = await createPerson(
		practice.tenant.people,
		{ template: "in-domain" },
		new Date(),
	);
	const tokensFor = async (scope: string) => {
		const client = createPortalClient(practice.tenant, balancer.url);
		const tokens = await client.signIn(person.userPrincipalName, password ?? "", scope);
		return tokens.access_token;
	};
	const own = await tokensFor(`api://${practice.environment.ENTRA_CLIENT_ID}/Access`);
	const graph = await tokensFor("User-PasswordProfile.ReadWrite.All User.Read");
	const newPassword = `Keyturn-${randomBytes(6).toString("hex")}-A1`;
	return {
		person,
		async call(at: string, method: string, path: string, body?: unknown) {
			const response = await fetch(`${at}/api/${path}`, {
				method,
				headers: {
					authorization: `Bearer ${own}`,
					...(body !== undefined && { "content-type": "application/json" }),
				},
				...(body !== undefined && { body: JSON.stringify(body) }),
			});
			const answer = response.status === 204 ? undefined : await response.json();
			return { status: response.status, answer };
		},
		/** Changes the password through Graph. @returns Entra's time */
		async change(): Promise<string> {
			const headers = { authorization: `Bearer ${graph}`, "content-type": "application/json" };
			const graphUrl = practice.environment.GRAPH_URL;
			const changed = await fetch(`${graphUrl}/v1.0/me/changePassword`, {
				...{ method: "POST", headers },
				body: JSON.stringify({ currentPassword: password, newPassword }),
			});
			expect(changed.status).toBe(204);
			return practice.tenant.people.find(person.id)?.lastPasswordChangeDateTime ?? "";
		},
	};
}

/** Reads a status as a page does. */
function look(at: string, ticket: string) {
	const states: string[] = [];
	const revisions: number[] = [];
	const stop = new AbortController();
	open.add(stop);
	const reading = (async () => {
		const response = await fetch(`${at}/api/watches/${ticket}/events`, { signal: stop.signal });
		expect(response.status).toBe(200);
		let text = "";
		for await (const chunk of response.body ?? []) {
			text += Buffer.from(chunk).toString();
			const events = text.split("\n\n");
			text = events.pop() ?? "";
			for (const event of events) {
				const data = /^event: watch\n[\s\S]*?^data: (.*)$/m.exec(event)?.[1];
				if (!data) continue;
				const view = JSON.parse(data);
				states.push(view.state);
				revisions.push(view.revision);
			}
		}
	})();
	reading.catch(() => undefined);
	return { states, revisions };
}

const until = (what: () => unknown, timeout = 30_000) =>
	expect.poll(what, { timeout, interval: 50 });

const holderOf = async (personId: string) => {
	const rows = await place.rows(`select portal from holders where person_id = '${personId}'`);
	return rows[0]?.portal;
};

const states = (log: string) =>
	log
		.split("\n")
		.filter((line) => line.includes('"watch-state"'))
		.map((line) => JSON.parse(line));

test("what one portal reads reaches a page that is open on the other", async () => {
	const dana = await signedIn();
	const opened = await dana.call(portal(0).url, "POST", "watches", {});
	expect(opened.status).toBe(201);
	const { ticket } = opened.answer;
	const page = look(portal(1).url, ticket);
	await until(() => page.states).toEqual(["open"]);
	const changedAt = await dana.change();
	const told = await dana.call(portal(0).url, "PUT", `watches/${ticket}/change`, { changedAt });
	expect(told.status).toBe(200);
	await until(() => page.states.at(-1), 2_000).toBe("waiting");
	await until(() => page.states.at(-1)).toBe("usable");
	expect(page.revisions).toEqual([...page.revisions].sort((a, b) => a - b));
	expect(new Set(page.revisions).size).toBe(page.revisions.length);
	// The other one has not read any of it.
	const { reference } = (await dana.call(portal(1).url, "GET", `watches/${ticket}`)).answer;
	expect(states(portal(0).log()).some((line) => line.reference === reference)).toBe(true);
	expect(states(portal(1).log()).some((line) => line.reference === reference)).toBe(false);
});

test("a person's calls that alternate between portals are one change", async () => {
	const dana = await signedIn();
	const from = balancer.calls().length;
	const [first, second] = await Promise.all([
		dana.call(balancer.url, "POST", "watches", {}),
		dana.call(balancer.url, "POST", "watches", {}),
	]);
	expect([first.status, second.status]).toEqual([201, 201]);
	expect(first.answer.ticket).toBe(second.answer.ticket);
	const { ticket } = first.answer;
	const changedAt = await dana.change();
	for (let n = 0; n < 3; n++) {
		const told = await dana.call(balancer.url, "PUT", `watches/${ticket}/change`, { changedAt });
		expect(told).toMatchObject({ status: 200, answer: { state: "waiting" } });
	}
	expect(new Set(balancer.calls().slice(from)).size).toBe(2);
	const current = await dana.call(balancer.url, "GET", "watches");
	expect(current.answer.ticket).toBe(ticket);
	const rows = await place.rows(`select ticket from watches where person_id = '${dana.person.id}'`);
	expect(rows).toHaveLength(1);
	const gone = await dana.call(balancer.url, "DELETE", `watches/${ticket}`);
	expect(gone.status).toBe(204);
	expect((await dana.call(balancer.url, "GET", `watches/${ticket}`)).status).toBe(404);
});

test("after kill -9 of the holder the other takes over within five seconds, and nothing is announced twice", async () => {
	const dana = await signedIn();
	const { ticket } = (await dana.call(portal(0).url, "POST", "watches", {})).answer;
	const changedAt = await dana.change();
	await dana.call(portal(0).url, "PUT", `watches/${ticket}/change`, { changedAt });
	const page = look(portal(1).url, ticket);
	await until(() => page.states).toEqual(["waiting"]);
	const before = await holderOf(dana.person.id);
	portal(0).child.kill("SIGKILL");
	const killedAt = performance.now();
	await once(portal(0).child, "exit");
	await until(() => holderOf(dana.person.id), 10_000).not.toBe(before);
	expect(performance.now() - killedAt).toBeLessThan(5_000);
	await until(() => page.states.at(-1)).toBe("usable");
	const mails = () =>
		practice.mail.mails().filter((mail) => mail.envelope.to.includes(dana.person.mail ?? "-"));
	await until(() => mails().length, 20_000).toBe(2);

	portals[0] = await start(ports[0] ?? 0);
	const again = look(portal(0).url, ticket);
	await until(() => again.states).toEqual(["usable"]);
	expect(mails()).toHaveLength(2);
	const store = await openStore(place);
	expect(await store.verifyAudit()).toMatchObject({ ok: true });
	await store.close();
});
