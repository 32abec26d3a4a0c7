import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type FailureCode, failed, ok, type Result } from "#lib/core/failure.ts";
import { partOf } from "#lib/core/part-of.ts";
import type { Me } from "#lib/entra/graph/read-me.ts";
import type { SignIn } from "#lib/entra/sign-in/sign-in.ts";
import { type ChangeRecord, readChangeRecord, writeChangeRecord } from "./change-record.ts";
import { submitChange } from "./submit-change.ts";

const calls = vi.hoisted(() => ({
	readOwnProfile: vi.fn(),
	openWatch: vi.fn(),
	readOwnWatch: vi.fn(),
	reportRefusal: vi.fn(),
	readPasswordChange: vi.fn(),
	sendPasswordChange: vi.fn(),
}));
vi.mock("../person/load-person.ts", () => ({ readOwnProfile: calls.readOwnProfile }));
vi.mock("../portal-api.ts", () => ({
	openWatch: calls.openWatch,
	readOwnWatch: calls.readOwnWatch,
	reportRefusal: calls.reportRefusal,
	reportChange: vi.fn(),
}));
vi.mock("#lib/entra/sign-in/send-with-token.ts", () => ({
	callPortal: async (_signIn: unknown, ask: (token: string) => unknown) =>
		(await ask("token")) ?? { ok: true },
	sendWithToken: async (_token: unknown, send: (token: string) => unknown) => await send("token"),
}));
vi.mock("#lib/entra/sign-in/sign-in.ts", () => ({
	forgetGraphTokens: () => undefined,
	changeToken: () => async () => ({ ok: true, value: { token: "token", expiresAt: new Date() } }),
}));
vi.mock("#lib/entra/graph/change-password.ts", () => ({
	readPasswordChange: calls.readPasswordChange,
	sendPasswordChange: calls.sendPasswordChange,
}));

const signIn = partOf<SignIn>({ config: { tenant: { graphUrl: "" } } });
const before = new Date("2026-10-01T08:00:00Z");
const after = new Date("2026-11-22T10:00:02Z");
const me = { id: "ada", lastPasswordChangeAt: before } as Me;
const passwords = { existing: "Old-Heron-1", next: "New-Heron-2" };
const refused = failed("wrong-existing-password");
const wasRefused = { outcome: "failed", failure: refused.failure };
const changed = ok(null);
const noAnswer = failed("graph-no-answer");

let sentAt: Date;
beforeEach(() => {
	vi.resetAllMocks();
	const kept = new Map<string, string>();
	const storage = {
		getItem: (key: string) => kept.get(key) ?? null,
		setItem: (key: string, text: string) => void kept.set(key, text),
		removeItem: (key: string) => void kept.delete(key),
	};
	vi.stubGlobal("localStorage", storage);
	vi.stubGlobal("sessionStorage", storage);
	sentAt = new Date();
	shows(before);
	calls.openWatch.mockImplementation(async () => ({
		ok: true,
		value: { ticket: "t", view: { sentAt } },
	}));
});

afterEach(() => {
	vi.useRealTimers();
});

const shows = (lastPasswordChangeAt: Date | undefined) =>
	calls.readOwnProfile.mockResolvedValue(ok({ ...me, lastPasswordChangeAt }));

function submit(answer: Result<null>, knownTry?: Date) {
	calls.readPasswordChange.mockReturnValueOnce(answer);
	return submitChange(signIn, me, { ...passwords, knownTry });
}

const toldBefore = () => {
	const { isTry, attempt, ...announced } = calls.openWatch.mock.lastCall?.[1] ?? {};
	expect({ isTry, attempt }).toEqual({ isTry: true, attempt: expect.any(String) });
	return announced;
};

test("an unanswered attempt is followed, and a further one needs the person's consent", async () => {
	expect(await submit(noAnswer)).toEqual({ outcome: "not-known" });
	expect(await submit(refused)).toEqual({ outcome: "earlier-try-open", triedAt: sentAt });
	expect(calls.sendPasswordChange).toHaveBeenCalledTimes(1);
	expect(await submit(refused, sentAt)).toMatchObject({ ...wasRefused, isEarlierTryOpen: true });
	expect(calls.sendPasswordChange).toHaveBeenCalledTimes(2);
});

test("after any number of attempts the date is the one from before the first unanswered attempt", async () => {
	const lagging = new Date(before.getTime() + 1000);
	await submit(noAnswer);
	for (const answer of [noAnswer, refused, noAnswer]) {
		await submit(answer, sentAt);
		expect(readChangeRecord()).toMatchObject({ previousChangeAt: before, lastTry: "not-known" });
		expect(toldBefore()).toEqual({ lastChangedAt: before, earlierTry: undefined });
	}
	shows(lagging);
	expect(await submit(refused, sentAt)).toEqual({ outcome: "earlier-try-worked" });
	expect(readChangeRecord()).toMatchObject({ changedAt: lagging });
	expect(calls.sendPasswordChange).toHaveBeenCalledTimes(4);
});

test("a much later date is another change, and the next attempt is like any other", async () => {
	await submit(noAnswer);
	const later = new Date(sentAt.getTime() + 20 * 60_000);
	shows(later);
	expect(await submit(refused)).toMatchObject({ ...wasRefused, isEarlierTryOpen: false });
	expect(readChangeRecord()).toMatchObject({ previousChangeAt: later, lastTry: "refused" });
});

test("attempts that Graph refused are reported to the portal, and the next needs no consent", async () => {
	await submit(refused);
	expect(toldBefore()).toEqual({ lastChangedAt: before, earlierTry: undefined });
	expect(await submit(changed)).toEqual({ outcome: "changed" });
	expect(toldBefore()).toEqual({ lastChangedAt: before, earlierTry: "refused" });
	await submit(refused);
	expect(toldBefore()).toEqual({ lastChangedAt: before, earlierTry: undefined });
});

test.each<[what: string, refusal: FailureCode]>([
	["that was made anyway", "graph-throttled"],
	["that the browser had sent twice", "wrong-existing-password"],
])("a refused change %s is a change", async (_what, refusal) => {
	calls.sendPasswordChange.mockImplementation(async () => shows(after));
	expect(await submit(failed(refusal))).toEqual({ outcome: "changed" });
});

test.each([
	["an older date", new Date(before.getTime() - 1000)],
	["no date", undefined],
])("%s than before is not a change", async (_what, date) => {
	calls.sendPasswordChange.mockImplementation(async () => shows(date));
	expect(await submit(noAnswer)).toEqual({ outcome: "not-known" });
});

test("the date is sent as it is: none, or not read", async () => {
	shows(undefined);
	await submit(refused);
	expect(toldBefore()).toMatchObject({ lastChangedAt: null });
	calls.readOwnProfile.mockResolvedValue(failed("graph-no-answer"));
	await submit(refused);
	expect(toldBefore()).toMatchObject({ lastChangedAt: undefined });
});

describe("if Entra's date could not be read before an attempt", () => {
	beforeEach(() => {
		// Made on another device since the page was opened.
		shows(new Date(sentAt.getTime() - 3_600_000));
		calls.readOwnProfile.mockResolvedValueOnce(failed("graph-no-answer"));
	});
	test("an earlier change is not this one", async () => {
		expect(await submit(refused)).toMatchObject(wasRefused);
	});
	test("a later one is, and the date is not shown as Entra's", async () => {
		expect(await submit(noAnswer)).toEqual({ outcome: "not-known" });
		expect(readChangeRecord()).toMatchObject({ isUnread: true });
		shows(new Date(sentAt.getTime() + 1_000));
		expect(await submit(refused)).toEqual({ outcome: "earlier-try-worked" });
	});
});

test("a refusal says nothing about a change that was started on another page", async () => {
	const elsewhere: ChangeRecord = {
		ticket: "t",
		personId: "ada",
		previousChangeAt: before,
		sentAt,
		changedAt: undefined,
		isReported: false,
	};
	writeChangeRecord(elsewhere);
	await submit(refused);
	expect(readChangeRecord()?.lastTry).toBeUndefined();
	await submit(refused);
	expect(toldBefore()).toMatchObject({ earlierTry: undefined });
});

describe("a change in another tab or on another device, after this page was opened", () => {
	const watch = (view: object) =>
		calls.readOwnWatch.mockResolvedValue(
			ok({ ticket: "other", view: { changedAt: after, ...view } }),
		);

	test("is reported before a password that is no longer current is sent, which the person may still do", async () => {
		watch({ isTemporary: false });
		expect(await submit(refused)).toEqual({ outcome: "earlier-try-worked", triedAt: after });
		expect(calls.openWatch).not.toHaveBeenCalled();
		expect(calls.sendPasswordChange).not.toHaveBeenCalled();
		expect(readChangeRecord()).toBeUndefined();
		expect(await submit(refused, after)).toMatchObject(wasRefused);
	});

	test.each([
		["was known when the page was opened", { changedAt: new Date(before.getTime() + 5_000) }],
		["set a temporary password, which the person may be typing", { isTemporary: true }],
		["has not been made", { changedAt: undefined }],
	])("stops nobody when it %s", async (_what, view) => {
		watch(view);
		expect(await submit(changed)).toEqual({ outcome: "changed" });
	});
});

describe("an attempt that was started on another device", () => {
	const triedAt = new Date("2026-11-22T09:58:00Z");
	const onOther = (open: { at: Date; lastChangedAt: Date | null | undefined } | undefined) =>
		calls.readOwnWatch.mockResolvedValue(ok({ ticket: "t", view: {}, openTry: open }));

	test("is shown before a second attempt, which the person may still make", async () => {
		onOther({ at: triedAt, lastChangedAt: before });
		vi.setSystemTime(new Date("2026-11-22T10:00:00Z"));
		const asked = { outcome: "earlier-try-open", triedAt };
		expect(await submit(refused)).toEqual(asked);
		expect(calls.sendPasswordChange).not.toHaveBeenCalled();
		expect(calls.openWatch).not.toHaveBeenCalled();
		expect(await submit(refused, triedAt)).toMatchObject({ ...wasRefused, isEarlierTryOpen: true });
		// The outcome of the first one is still unknown.
		expect(calls.reportRefusal).not.toHaveBeenCalled();
	});
	test.each([
		["by Entra's date", before],
		["where Entra had no date before", null],
	])("has succeeded, %s", async (_how, lastChangedAt) => {
		vi.setSystemTime(new Date("2026-11-22T10:00:00Z"));
		onOther({ at: triedAt, lastChangedAt });
		shows(new Date(triedAt.getTime() + 2_000));
		expect(await submit(refused)).toEqual({ outcome: "earlier-try-worked" });
	});
	test("whose previous date could not be read has not succeeded if the date is much older", async () => {
		vi.setSystemTime(new Date("2026-11-22T10:00:00Z"));
		onOther({ at: triedAt, lastChangedAt: undefined });
		expect(await submit(refused)).toMatchObject({ outcome: "earlier-try-open" });
	});
	test("that is refused is reported to the server and needs no consent", async () => {
		onOther(undefined);
		expect(await submit(refused)).toMatchObject({ ...wasRefused, isEarlierTryOpen: false });
		expect(calls.reportRefusal).toHaveBeenCalledWith("token", "t");
	});
	test("can be one of this device whose refusal did not reach the server", async () => {
		onOther(undefined);
		await submit(refused);
		onOther({ at: new Date(sentAt.getTime() - 5), lastChangedAt: before });
		expect(await submit(changed)).toEqual({ outcome: "changed" });
	});
	test("is not one that this tab announced without an answer, and so never sent", async () => {
		calls.openWatch.mockResolvedValueOnce(failed("portal-no-answer"));
		expect(await submit(noAnswer)).toMatchObject({ outcome: "failed" });
		const { attempt } = calls.openWatch.mock.lastCall?.[1] ?? {};
		const open = { at: triedAt, lastChangedAt: before, attempt };
		calls.readOwnWatch.mockResolvedValue(ok({ ticket: "t", view: {}, openTry: open }));
		expect(await submit(noAnswer)).toEqual({ outcome: "not-known" });
		expect(calls.openWatch.mock.lastCall?.[1]).toMatchObject({ attempt });
		// It was sent: from now on it counts.
		expect(await submit(noAnswer)).toMatchObject({ outcome: "earlier-try-open" });
	});
	test("is unknown when the server does not answer", async () => {
		calls.readOwnWatch.mockResolvedValue(failed("portal-no-answer"));
		expect(await submit(changed)).toEqual({ outcome: "changed" });
	});
});
