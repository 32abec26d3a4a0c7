import { expect, test } from "vitest";
import { failed, ok } from "#lib/core/failure.ts";
import { setTemporary, type TemporaryEndNote, type TemporaryPorts } from "./set-temporary.ts";

const BEFORE = new Date("2026-09-01T08:00:00Z");
const AFTER = new Date("2026-11-29T03:00:00Z");
const NOW = new Date("2026-11-29T03:00:20Z");

/** Scripted ports; `did` lists the calls in order. */
function world(
	answer: Awaited<ReturnType<TemporaryPorts["send"]>>,
	more: { dates?: (Date | undefined)[]; ends?: boolean[]; begin?: TemporaryPorts["begin"] } = {},
) {
	const did: string[] = [];
	const notes: TemporaryEndNote[] = [];
	const dates = [BEFORE, ...(more.dates ?? [AFTER])];
	const ends = [...(more.ends ?? [])];
	const ports: TemporaryPorts = {
		async readDate() {
			did.push("read");
			return ok(dates.length > 1 ? dates.shift() : dates[0]);
		},
		begin:
			more.begin ??
			(async (at) => {
				did.push(`begin ${at?.getTime() === BEFORE.getTime()}`);
				return ok("ticket");
			}),
		async send() {
			did.push("send");
			return answer;
		},
		async end(_ticket, note) {
			did.push("end");
			notes.push(note);
			return ends.shift() ?? true;
		},
		now: () => NOW,
		sleep: async () => undefined,
	};
	const run = () => setTemporary(ports, () => did.push("show"));
	return { did, notes, run, ports };
}

const refused = (vendorCode: string) => failed("role-too-low", { vendorCode, requestId: "id" });

test("it is recorded, sent once, shown at once, and its date is reported", async () => {
	const { did, notes, run } = world(ok(null));
	expect(await run()).toEqual({
		kind: "set",
		ticket: "ticket",
		changedAt: AFTER,
		isSeenOnly: false,
		isWritten: true,
	});
	expect(did).toEqual(["read", "begin true", "send", "show", "read", "end"]);
	expect(notes).toEqual([{ outcome: "set", changedAt: AFTER, code: "" }]);
});

test("a refused password has changed nothing, and is never shown", async () => {
	const { did, notes, run } = world(refused("Authorization_RequestDenied"));
	expect(await run()).toMatchObject({ kind: "not-set", failure: { code: "role-too-low" } });
	expect(did).toEqual(["read", "begin true", "send", "end"]);
	expect(notes).toEqual([
		{ outcome: "refused", changedAt: null, code: "Authorization_RequestDenied" },
	]);
});

test("a code that is a sentence is not recorded", async () => {
	const { notes, run } = world(refused("The password Kabu was refused"));
	await run();
	expect(notes[0]?.code).toBe("");
});

test("after a lost answer Entra is checked, and the password is shown once Entra has a later date", async () => {
	const { did, run } = world(failed("graph-no-answer"), { dates: [BEFORE, BEFORE, AFTER] });
	expect(await run()).toMatchObject({ kind: "set", isSeenOnly: true, changedAt: AFTER });
	expect(did).toEqual(["read", "begin true", "send", "read", "read", "read", "show", "end"]);
});

test("a lost answer without a trace is reported as unknown, not sent again and not shown", async () => {
	const { did, notes, run } = world(failed("graph-no-answer"), { dates: [BEFORE] });
	expect(await run()).toEqual({ kind: "unknown" });
	expect(did.filter((what) => what === "send")).toHaveLength(1);
	expect(did).not.toContain("show");
	expect(notes).toEqual([{ outcome: "unknown", changedAt: null, code: "" }]);
});

test("if Entra does not show its date, the current time is used", async () => {
	const { run } = world(ok(null), { dates: [BEFORE] });
	expect(await run()).toMatchObject({ kind: "set", changedAt: NOW, isSeenOnly: false });
});

test("without the portal's server nothing is sent", async () => {
	const begin = async () => failed("portal-no-answer");
	const { did, run } = world(ok(null), { begin });
	expect(await run()).toEqual({ kind: "not-set", failure: { code: "portal-no-answer" } });
	expect(did).toEqual(["read"]);
});

test("a password that could not be sent is not a change", async () => {
	const { notes, run } = world(failed("right-missing"));
	expect(await run()).toEqual({ kind: "not-set", failure: { code: "right-missing" } });
	expect(notes).toEqual([{ outcome: "refused", changedAt: null, code: "" }]);
});

test("the outcome is reported until it is recorded, at most five times", async () => {
	const { did, run } = world(ok(null), { ends: [false, false, true] });
	expect(await run()).toMatchObject({ kind: "set", isWritten: true });
	expect(did.filter((what) => what === "end")).toHaveLength(3);
	const never = world(ok(null), { ends: Array(9).fill(false) });
	expect(await never.run()).toMatchObject({ kind: "set", isWritten: false });
	expect(never.did.filter((what) => what === "end")).toHaveLength(5);
});
