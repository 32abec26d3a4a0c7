import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { exampleMember } from "#lib/core/cohort/example-people.ts";
import { failed, ok, type Result } from "#lib/core/failure.ts";
import type { LookUpAnswer } from "#lib/core/helpdesk/looked-up.ts";
import { partOf } from "#lib/core/part-of.ts";
import { followPerson, LOOK_EVERY_MS, READ_EVERY_MS, type ReadPerson } from "./follow-person.ts";

const PERSON = exampleMember();
const lookedUp = (lookUp: string) => ok(partOf<LookUpAnswer>({ lookUp }));

let isVisible = true;
let reads: ReadPerson[] = [];
const readEntra = vi.fn();
const lookUp = vi.fn();
let stop: () => void;
let again: () => void;

function follow(): void {
	const onRead = (read: ReadPerson) => void reads.push(read);
	({ stop, again } = followPerson({
		readEntra,
		lookUp,
		onRead,
		isVisible: () => isVisible,
	}));
}

beforeEach(() => {
	vi.useFakeTimers();
	isVisible = true;
	reads = [];
	readEntra.mockReset().mockResolvedValue(ok(PERSON));
	lookUp.mockReset().mockResolvedValue(lookedUp("one"));
});
afterEach(() => {
	stop();
	vi.useRealTimers();
});

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test("the domain is polled under the first look-up, Entra less often", async () => {
	follow();
	await pass(READ_EVERY_MS - 1);
	expect(lookUp.mock.calls.map(([, follows]) => follows)).toEqual([
		undefined,
		...Array(READ_EVERY_MS / LOOK_EVERY_MS - 1).fill("one"),
	]);
	expect(readEntra).toHaveBeenCalledTimes(1);
	await pass(LOOK_EVERY_MS);
	expect(readEntra).toHaveBeenCalledTimes(2);
});

test("a hidden page polls nothing, except at the agent's request", async () => {
	follow();
	await pass(1);
	isVisible = false;
	await pass(READ_EVERY_MS);
	expect(lookUp).toHaveBeenCalledTimes(1);
	again();
	await pass(1);
	expect(readEntra).toHaveBeenCalledTimes(2);
});

test("a request during a reading is executed after it", async () => {
	const first = Promise.withResolvers<Result<LookUpAnswer>>();
	lookUp.mockReturnValueOnce(first.promise);
	follow();
	await pass(1);
	again();
	first.resolve(lookedUp("one"));
	await pass(2);
	expect(readEntra).toHaveBeenCalledTimes(2);
	expect(lookUp).toHaveBeenCalledTimes(2);
});

test("the last result stays when a reading fails, marked as stale", async () => {
	follow();
	await pass(1);
	lookUp.mockResolvedValueOnce(failed("portal-no-answer"));
	await pass(LOOK_EVERY_MS);
	expect(reads.at(-1)).toMatchObject(ok({ lookUp: { ok: true }, isStale: true }));
	await pass(LOOK_EVERY_MS);
	expect(reads.at(-1)).toMatchObject(ok({ isStale: false }));
	readEntra.mockResolvedValue(failed("graph-no-answer"));
	await pass(READ_EVERY_MS);
	expect(reads.at(-1)).toMatchObject(ok({ isStale: true }));
});

test("a failure that only the agent can fix is shown instead, and polling stops until then", async () => {
	follow();
	await pass(1);
	lookUp.mockResolvedValueOnce(failed("sign-in-ended"));
	await pass(LOOK_EVERY_MS);
	expect(reads.at(-1)).toMatchObject(ok({ lookUp: { ok: false }, isStale: false }));
	await pass(READ_EVERY_MS);
	expect(lookUp).toHaveBeenCalledTimes(2);
	again();
	await pass(1);
	expect(reads.at(-1)).toMatchObject(ok({ lookUp: { ok: true } }));
	readEntra.mockResolvedValue(failed("person-not-found"));
	await pass(READ_EVERY_MS);
	expect(reads.at(-1)).toEqual(
		ok({ person: PERSON, lookUp: failed("person-not-found"), isStale: false }),
	);
	readEntra.mockClear();
	await pass(READ_EVERY_MS);
	expect(readEntra).not.toHaveBeenCalled();
});

test("nothing is reported after stop, and polling survives an exception, which is reported", async () => {
	follow();
	stop();
	await pass(1);
	expect(reads).toEqual([]);
	lookUp.mockRejectedValue(new TypeError("bug"));
	follow();
	await pass(READ_EVERY_MS);
	expect(reads.at(-1)).toMatchObject(ok({ lookUp: { failure: { code: "mistake" } } }));
	lookUp.mockResolvedValue(lookedUp("one"));
	await pass(LOOK_EVERY_MS);
	expect(reads.at(-1)).toMatchObject({ ok: true });
});
