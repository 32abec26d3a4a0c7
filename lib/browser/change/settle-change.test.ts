import { beforeEach, expect, test, vi } from "vitest";
import { failed } from "#lib/core/failure.ts";
import type { SignIn } from "#lib/entra/sign-in/sign-in.ts";
import { type ChangeRecord, readChangeRecord, writeChangeRecord } from "./change-record.ts";
import { settleChange } from "./settle-change.ts";

const calls = vi.hoisted(() => ({
	readOwnProfile: vi.fn(),
	callPortal: vi.fn(),
	forgetGraphTokens: vi.fn(),
}));
vi.mock("#lib/entra/sign-in/sign-in.ts", () => ({ forgetGraphTokens: calls.forgetGraphTokens }));
vi.mock("../person/load-person.ts", () => ({ readOwnProfile: calls.readOwnProfile }));
vi.mock("#lib/entra/sign-in/send-with-token.ts", () => ({ callPortal: calls.callPortal }));

const signIn = {} as SignIn;
const before = new Date("2026-10-01T08:00:00Z");
const sentAt = new Date("2026-11-22T10:00:00Z");
const after = new Date("2026-11-22T10:00:02Z");
const record: ChangeRecord = {
	ticket: "t",
	personId: "ada",
	previousChangeAt: before,
	sentAt,
	changedAt: undefined,
	isReported: false,
};
const profile = (lastPasswordChangeAt: Date | undefined, id = "ada") => ({
	ok: true,
	value: { id, lastPasswordChangeAt },
});

beforeEach(() => {
	vi.resetAllMocks();
	const kept = new Map<string, string>();
	vi.stubGlobal("localStorage", {
		getItem: (key: string) => kept.get(key) ?? null,
		setItem: (key: string, text: string) => void kept.set(key, text),
	});
	writeChangeRecord(record);
	calls.readOwnProfile.mockResolvedValue(profile(after));
	calls.callPortal.mockResolvedValue({ ok: true });
});

const settle = (isConfirmed = false) => settleChange(signIn, record, { isConfirmed });

test("a moved date is the change: it is reported and remembered", async () => {
	const settled = { ...record, changedAt: after, isReported: true };
	expect(await settle()).toEqual(settled);
	expect(readChangeRecord()).toEqual(settled);
	expect(calls.forgetGraphTokens).toHaveBeenCalled();
});

test.each([
	["the same date", profile(new Date(before))],
	["an older date", profile(new Date(before.getTime() - 1000))],
	["no date", profile(undefined)],
	["another person's date", profile(after, "grace")],
	["no answer", failed("graph-no-answer")],
])("%s is not a change unless Graph confirmed one", async (_what, read) => {
	calls.readOwnProfile.mockResolvedValue(read);
	expect(await settle()).toEqual(record);
	expect(calls.forgetGraphTokens).not.toHaveBeenCalled();
	expect(calls.callPortal).not.toHaveBeenCalled();
	expect(await settle(true)).toMatchObject({ changedAt: sentAt, isReported: true });
});

test.each([
	["watch-ended", true],
	["watch-not-found", true],
	["portal-refused", true],
	["portal-no-answer", false],
	["portal-failed", false],
	["sign-in-ended", false],
] as const)("a report answered with %s is settled: %s", async (code, isReported) => {
	calls.callPortal.mockResolvedValue(failed(code));
	expect(await settle()).toMatchObject({ changedAt: after, isReported });
});

test("a change that was started meanwhile stays remembered", async () => {
	const next: ChangeRecord = { ...record, ticket: "next", sentAt: after };
	calls.callPortal.mockImplementation(async () => {
		writeChangeRecord(next);
		return { ok: true };
	});
	expect(await settle()).toMatchObject({ ticket: "t", isReported: true });
	expect(readChangeRecord()).toEqual(next);
});
