import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { mailId } from "#lib/server/store/mails.ts";
import { openStore } from "#lib/server/store/store.ts";
import { postgresPlace, type TestPlace } from "../store/place.ts";
import { type PortalPair, startPortalPair } from "./portal-pair.ts";
import { openStatus } from "./status-page.ts";

vi.setConfig({ testTimeout: 120_000 });

const LANDS_AFTER_MS = { dc1: 4_000, dc2: 4_500 };

let place: TestPlace;
let pair: PortalPair;

beforeAll(async () => {
	place = await postgresPlace();
	pair = await startPortalPair(place.databaseUrl ?? "", LANDS_AFTER_MS);
});
afterAll(() => pair?.stop());

/** The states and revisions that are sent to a status page until the test ends. */
function follow(at: string, ticket: string) {
	const page = openStatus(at, ticket);
	onTestFinished(page.stop);
	return {
		states: () => page.seen.map(({ state }) => state),
		revisions: () => page.seen.map(({ revision }) => revision),
	};
}

const until = (what: () => unknown) => expect.poll(what, { timeout: 30_000, interval: 50 });

const holderOf = async (personId: string) => {
	const rows = await place.rows(`select portal from holders where person_id = '${personId}'`);
	return rows[0]?.portal;
};

const statesIn = (log: string) =>
	log
		.split("\n")
		.filter((line) => line.includes('"watch-state"'))
		.map((line) => JSON.parse(line));

test("what one portal learns reaches a page that is open on the other", async () => {
	const dana = await pair.signedIn();
	const opened = await dana.call(pair.portal(0).url, "POST", "watches", {});
	expect(opened.status).toBe(201);
	const { ticket } = opened.answer;
	const page = follow(pair.portal(1).url, ticket);
	await until(() => page.states()).toEqual(["open"]);
	const changedAt = await dana.change();
	const reported = await dana.call(pair.portal(0).url, "PUT", `watches/${ticket}/change`, {
		changedAt,
	});
	expect(reported.status).toBe(200);
	await until(() => page.states()).toContain("waiting");
	await until(() => page.states().at(-1)).toBe("usable");
	expect(page.revisions()).toEqual(
		page
			.revisions()
			.slice()
			.sort((a, b) => a - b),
	);
	expect(new Set(page.revisions()).size).toBe(page.revisions().length);
	// The other portal has read nothing about it.
	const { reference } = (await dana.call(pair.portal(1).url, "GET", `watches/${ticket}`)).answer;
	expect(statesIn(pair.portal(0).log()).some((line) => line.reference === reference)).toBe(true);
	expect(statesIn(pair.portal(1).log()).some((line) => line.reference === reference)).toBe(false);
});

test("one person's calls that go to both portals in turn are one change", async () => {
	const dana = await pair.signedIn();
	const from = pair.balancer.calls().length;
	const [first, second] = await Promise.all([
		dana.call(pair.balancer.url, "POST", "watches", {}),
		dana.call(pair.balancer.url, "POST", "watches", {}),
	]);
	expect([first.status, second.status]).toEqual([201, 201]);
	expect(first.answer.ticket).toBe(second.answer.ticket);
	const { ticket } = first.answer;
	const changedAt = await dana.change();
	for (let n = 0; n < 3; n++) {
		const reported = await dana.call(pair.balancer.url, "PUT", `watches/${ticket}/change`, {
			changedAt,
		});
		expect(reported).toMatchObject({ status: 200, answer: { state: "waiting" } });
	}
	expect(new Set(pair.balancer.calls().slice(from)).size).toBe(2);
	const current = await dana.call(pair.balancer.url, "GET", "watches");
	expect(current.answer.ticket).toBe(ticket);
	const rows = await place.rows(`select ticket from watches where person_id = '${dana.person.id}'`);
	expect(rows).toHaveLength(1);
	const gone = await dana.call(pair.balancer.url, "DELETE", `watches/${ticket}`);
	expect(gone.status).toBe(204);
	expect((await dana.call(pair.balancer.url, "GET", `watches/${ticket}`)).status).toBe(404);
});

test("people are followed even if the portal that took them over never heard the database's answer", async () => {
	const dana = await pair.signedIn();
	const { ticket } = (await dana.call(pair.portal(0).url, "POST", "watches", {})).answer;
	const changedAt = await dana.change();
	await dana.call(pair.portal(0).url, "PUT", `watches/${ticket}/change`, { changedAt });
	const own = await holderOf(dana.person.id);
	await place.run(
		`update holders set turn = turn + 1, portal = (select id from portals where id <> '${own}')
		where person_id = '${dana.person.id}'`,
	);
	const page = follow(pair.portal(0).url, ticket);
	await until(() => page.states().at(-1)).toBe("usable");
});

test("kill -9 of the one that follows: the other takes over within five seconds, and announces nothing twice", async () => {
	const dana = await pair.signedIn();
	const { ticket } = (await dana.call(pair.portal(0).url, "POST", "watches", {})).answer;
	const changedAt = await dana.change();
	await dana.call(pair.portal(0).url, "PUT", `watches/${ticket}/change`, { changedAt });
	const page = follow(pair.portal(1).url, ticket);
	// On a slow machine the keys may have landed on one controller by then.
	await until(() => page.states().length).toBeGreaterThan(0);
	// If a mail is being sent at this moment, the other portal sends it only once the claim has expired.
	await until(async () =>
		place.rows(
			`select * from mails where id = '${mailId({ ticket, kind: "changed" })}' and outcome = 'sent'`,
		),
	).toHaveLength(1);
	const before = await holderOf(dana.person.id);
	const killedAt = performance.now();
	await pair.end(0, "SIGKILL");
	await until(() => holderOf(dana.person.id)).not.toBe(before);
	expect(performance.now() - killedAt).toBeLessThan(5_000);
	await until(() => page.states().at(-1)).toBe("usable");
	const mails = () =>
		pair.practice.mail.mails().filter((mail) => mail.envelope.to.includes(dana.person.mail ?? "-"));
	await until(() => mails().length).toBe(2);

	await pair.startAgain(0);
	const again = follow(pair.portal(0).url, ticket);
	await until(() => again.states()).toEqual(["usable"]);
	expect(mails()).toHaveLength(2);
	const store = await openStore(place);
	expect(await store.verifyAudit()).toMatchObject({ ok: true });
	await store.close();
});

test("kill -9 between a write and the storing of its answer: the repeated call writes nothing twice", async () => {
	const agent = await pair.signedIn("helpdesk");
	const { id, userPrincipalName } = (await pair.signedIn()).person;
	const person = { id, userPrincipalName };
	const inDays = (days: number) =>
		new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
	const link = {
		title: "Killed",
		message: "",
		helper: { name: "Ann", mail: "", phone: "" },
		deadline: "",
		lastDay: inDays(30),
		language: "en",
		way: "portal",
		domainHint: "",
	};
	const calls = [
		["helpdesk/links", link],
		["helpdesk/tickets", { person, changedAt: new Date().toISOString() }],
		["helpdesk/temporary-passwords", { person, lastChangedAt: null }],
		["helpdesk/expiries", { run: randomUUID(), step: "begun", how: "new", people: 2 }],
	].map(([path, body]) => ({ path: String(path), body, key: randomUUID() }));
	const send = (at: string) =>
		Promise.all(
			calls.map(({ path, body, key }) =>
				agent.call(at, "POST", path, body, { "idempotency-key": key }),
			),
		);
	const made = async () => {
		const count = async (rows: string) => (await place.rows(`select * from ${rows}`)).length;
		return {
			links: await count("links where body like '%Killed%'"),
			watches: await count(`watches where person_id = '${id}'`),
			audit: await count(`audit where body like '%${agent.person.id}%'`),
		};
	};
	await place.run(`
		create function hang() returns trigger as $$ begin perform pg_sleep(60); return new; end $$
			language plpgsql;
		create trigger hangs before insert on answers
			for each row when (new.status >= 200) execute function hang()`);
	const lost = send(pair.portal(0).url).catch(() => "lost");
	await until(made).toEqual({ links: 1, watches: 2, audit: 4 });
	await pair.end(0, "SIGKILL");
	expect(await lost).toBe("lost");
	await place.run(`
		select pg_terminate_backend(pid) from pg_stat_activity where wait_event = 'PgSleep';
		drop trigger hangs on answers`);
	const answers = await send(pair.portal(1).url);
	expect(answers.map(({ status }) => status)).toEqual([201, expect.any(Number), 201, 201]);
	expect(await made()).toEqual({ links: 1, watches: 2, audit: 4 });
	await pair.startAgain(0);
	expect(await send(pair.portal(0).url)).toEqual(answers);
});
