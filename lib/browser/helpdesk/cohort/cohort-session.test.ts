import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { CohortAnswer } from "#lib/core/cohort/cohort-answer.ts";
import type { CohortCounts } from "#lib/core/cohort/cohort-counts.ts";
import { exampleMember } from "#lib/core/cohort/example-people.ts";
import { failed, ok, type Result } from "#lib/core/failure.ts";
import { CohortSession } from "./cohort-session.ts";
import type { AskPage } from "./read-members.ts";
import type { StoredPages } from "./stored-pages.ts";

const AT = new Date("2026-11-22T12:00:00Z");
beforeEach(() => void vi.useFakeTimers({ now: AT }));
afterEach(() => void vi.useRealTimers());

const member = (id: string) => exampleMember({ id, lastPasswordChangeAt: AT });
/** This person's change is on its way; nobody else has started. */
const watchOf = (id: string) =>
	id === "waits"
		? {
				state: "waiting" as const,
				stateSince: AT,
				changedAt: AT,
				usableAt: undefined,
				obstacle: undefined,
				doubt: undefined,
				isUnanswered: false,
			}
		: undefined;
type Page = Awaited<ReturnType<AskPage>>;
const page = (ids: string[], next?: string): Page =>
	ok({ members: ids.map(member), next, total: 3 });

/** A board on top of a scripted Graph and an empty domain. */
function open(pages: Page[], kept: Partial<StoredPages> = {}) {
	const lookedUp: string[][] = [];
	const saved: CohortCounts[] = [];
	const world = { isVisible: true, answers: true, silentOf: "", pages };
	const session = new CohortSession({
		groupId: "g",
		firstPage: "p1",
		askPage: async () => world.pages.shift() ?? failed("graph-no-answer"),
		portions: {
			expect() {},
			async read(people): Promise<Result<CohortAnswer>> {
				lookedUp.push(people.map(({ id }) => id));
				const isSilent = !world.answers || people.some(({ id }) => id === world.silentOf);
				if (isSilent) return failed("portal-no-answer");
				const controllers = [{ name: "dc1", kind: "absent" as const, readAt: AT }];
				const found = people.map(({ id }) => ({ id, controllers, watch: watchOf(id) }));
				return {
					ok: true,
					value: { people: found, domainMadeAt: undefined, readAt: new Date(Date.now()) },
				};
			},
		},
		kept: { load: () => undefined, save: () => {}, clear: () => {}, ...kept },
		saveCounts: (counts) => void saved.push(counts),
		isVisible: () => world.isVisible,
	});
	session.resume();
	return { session, lookedUp, saved, world };
}

const SILENT = { code: "portal-no-answer" };
const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

describe("a board", () => {
	test("is complete when everybody has been read and looked up, and stores its counts once", async () => {
		const { session, lookedUp, saved } = open([page(["a", "b"], "p2"), page(["c"])]);
		await settle();
		const { phase, total, counts } = session.view();
		expect({ phase, total }).toEqual({ phase: "complete", total: 3 });
		expect(counts["has-to-change"]).toBe(3);
		expect(lookedUp.flat().sort()).toEqual(["a", "b", "c"]);
		expect(saved).toHaveLength(1);
		session.stop();
	});
	test("stops when Graph does not answer, resumes on request, and lists nobody twice", async () => {
		const { session, world } = open([page(["a"], "p2")]);
		await settle(60_000);
		expect(session.view()).toMatchObject({
			phase: "stopped",
			failure: { code: "graph-no-answer" },
		});
		world.pages = [page(["a"], "p2"), page(["b"])];
		session.resume();
		await settle();
		expect(session.view().phase).toBe("complete");
		expect(session.view().people.map(({ id }) => id)).toEqual(["a", "b"]);
		session.stop();
	});
	test("shows that the portal does not answer, stores no counts then, and retries on request", async () => {
		const { session, saved, world } = open([]);
		world.answers = false;
		world.pages = [page(["a"])];
		await settle(1_000);
		session.resume();
		world.pages = [page(["a"])];
		await settle();
		expect(session.view()).toMatchObject({ portalFailure: SILENT });
		expect(session.view().people[0]?.where.reason).toBe("not-answered");
		expect(saved).toEqual([]);
		world.answers = true;
		session.lookUpAgain();
		await settle();
		expect(session.view()).toMatchObject({ phase: "complete", portalFailure: undefined });
		expect(session.view().people[0]?.where.reason).toBe("absent");
		session.stop();
	});
	test("that Graph stopped does not become complete when the domain is asked again", async () => {
		const { session, saved, world } = open([page(["a"], "p2")]);
		world.answers = false;
		await settle(60_000);
		expect(session.view()).toMatchObject({ phase: "stopped", portalFailure: SILENT });
		world.answers = true;
		session.lookUpAgain();
		await settle(1_000);
		expect(session.view()).toMatchObject({ phase: "stopped", portalFailure: undefined });
		expect(session.view().people[0]?.where.reason).toBe("absent");
		expect(saved).toEqual([]);
		session.stop();
	});
	test("that is followed retries at once after the portal did not answer", async () => {
		const { session, lookedUp, world } = open([page(["a"])]);
		await settle();
		world.answers = false;
		await settle(15_000);
		expect(session.view()).toMatchObject({ phase: "complete", portalFailure: SILENT });
		world.answers = true;
		session.lookUpAgain();
		await settle();
		expect(session.view()).toMatchObject({ phase: "complete", portalFailure: undefined });
		expect(lookedUp).toHaveLength(3);
		await settle(15_000);
		expect(lookedUp).toHaveLength(4);
		session.stop();
	});
	test("shows that the portal did not answer for some, even if it did for others", async () => {
		const { session, world } = open([page(["waits", "moves"])]);
		await settle();
		world.silentOf = "waits";
		await settle(15_000);
		expect(session.view().portalFailure).toEqual(SILENT);
		session.stop();
	});
	test("is polled slowly, and not at all while hidden", async () => {
		const { session, lookedUp, world } = open([page(["a"])]);
		await settle();
		await settle(45_000);
		expect(lookedUp).toHaveLength(4);
		world.isVisible = false;
		await settle(600_000);
		expect(lookedUp).toHaveLength(4);
		session.stop();
	});
	test("picks up joiners and leavers after a while; a deleted group stays as it was", async () => {
		const { session, world } = open([page(["a", "b"])]);
		await settle();
		world.pages = [page(["b", "c"])];
		await settle(620_000);
		expect(session.view().people.map(({ id }) => id)).toEqual(["b", "c"]);
		expect(session.view()).toMatchObject({ left: 1, failure: undefined });
		world.pages = [failed("group-not-found")];
		await settle(620_000);
		expect(session.view()).toMatchObject({
			failure: { code: "group-not-found" },
			phase: "complete",
		});
		expect(session.view().people).toHaveLength(2);
		session.stop();
	});
	test("reads the group again soon if its pages were stored long before a reload", async () => {
		const position = { groupId: "g", next: undefined, pages: 1, total: 2 };
		const stored = { ...position, startedAtMs: AT.getTime() - 11 * 60_000 };
		const kept = { load: () => ({ position: stored, members: [member("a")] }) };
		const { session, world } = open([], kept);
		await settle();
		expect(session.view().people.map(({ id }) => id)).toEqual(["a"]);
		world.pages = [page(["a", "b"])];
		await settle(16_000);
		expect(session.view().people.map(({ id }) => id)).toEqual(["a", "b"]);
		session.stop();
	});
	test("keeps the same array until a row changes", async () => {
		const { session } = open([page(["a"])]);
		await settle();
		await settle(16_000);
		const { people } = session.view();
		await settle(16_000);
		expect(session.view().people).toBe(people);
		session.stop();
	});
});
