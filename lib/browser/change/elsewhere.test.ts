import { beforeEach, expect, test, vi } from "vitest";
import type { MeResult } from "#lib/entra/graph/read-me.ts";
import type { SignIn } from "#lib/entra/sign-in/sign-in.ts";
import type { ChangeRecord } from "./change-record.ts";
import { noticeChange } from "./elsewhere.ts";
import type { Look } from "./settle-change.ts";

const reads = vi.hoisted(() => ({ readMe: vi.fn(), profileToken: vi.fn(), settleChange: vi.fn() }));
vi.mock("#lib/entra/graph/read-me.ts", () => ({ readMe: reads.readMe }));
vi.mock("#lib/entra/sign-in/sign-in.ts", () => ({
	profileToken: reads.profileToken,
	apiToken: vi.fn(),
}));
vi.mock("./settle-change.ts", async (original) => ({
	...(await original<object>()),
	settleChange: reads.settleChange,
}));

const before = new Date("2026-10-01T08:00:00Z");
const after = new Date("2026-11-22T10:00:00Z");
const signIn = { config: { tenant: { graphUrl: "" } } } as unknown as SignIn;
const record: ChangeRecord = {
	ticket: "t",
	personId: "ada",
	previousChangeAt: before,
	sentAt: before,
	changedAt: undefined,
	isReported: false,
};

const read = (lastPasswordChangeAt: Date | undefined, id = "ada") =>
	({ ok: true, me: { id, lastPasswordChangeAt } }) as MeResult;
const failed = (because: "no-answer" | "refused"): MeResult => ({ ok: false, because });
const ended: MeResult = { ok: false, because: "sign-in-needed", challenge: undefined };

beforeEach(() => {
	vi.resetAllMocks();
	reads.profileToken.mockResolvedValue({ ok: true, token: "x", expiresAt: after });
});

async function notice(answers: readonly MeResult[], isOwn = async (_at: Date) => true) {
	for (const answer of answers) reads.readMe.mockResolvedValueOnce(answer);
	const stop = new AbortController();
	const told: Look[] = [];
	const hasChanged = await noticeChange(signIn, record, {
		signal: stop.signal,
		isInFront: () => true,
		isOwn,
		tell: (look) => void told.push(look),
		async pause() {
			if (told.length === answers.length) stop.abort();
		},
	});
	return { hasChanged, told };
}

test("a date that moves is the change, and is reported with Entra's time", async () => {
	const { hasChanged, told } = await notice([read(before), failed("no-answer"), read(after)]);
	expect([hasChanged, told]).toEqual([true, ["unchanged", "no-answer"]]);
	const [, reported] = reads.settleChange.mock.calls[0] ?? [];
	expect(reported).toMatchObject({ ticket: "t", changedAt: after });
});

test("a password that somebody else has set is not the person's own, which comes later", async () => {
	const scrambled = new Date(after.getTime() - 60_000);
	const isOwn = async (at: Date) => at.getTime() === after.getTime();
	const { hasChanged, told } = await notice([read(scrambled), read(scrambled), read(after)], isOwn);
	expect([hasChanged, told]).toEqual([true, ["unchanged", "unchanged"]]);
	expect(reads.settleChange).toHaveBeenCalledOnce();
	const [, reported] = reads.settleChange.mock.calls[0] ?? [];
	expect(reported).toMatchObject({ previousChangeAt: scrambled, changedAt: after });
});

test.each([
	["an older date", read(new Date(before.getTime() - 1000)), "unchanged"],
	["the same date", read(new Date(before)), "unchanged"],
	["no date", read(undefined), "unchanged"],
	["another person's date", read(after, "grace"), "unchanged"],
	["a refusal", failed("refused"), "no-answer"],
	["a token that is not taken", ended, "sign-in-needed"],
] as const)("%s is no change", async (_what, answer, look) => {
	expect(await notice([answer])).toEqual({ hasChanged: false, told: [look] });
	expect(reads.settleChange).not.toHaveBeenCalled();
});

test("without a token nobody asks Graph, and offline is no end of the sign-in", async () => {
	reads.profileToken.mockResolvedValueOnce({ ok: false, because: "offline" });
	reads.profileToken.mockResolvedValueOnce({ ok: false, because: "interaction-needed" });
	const { told } = await notice([read(before), read(before)]);
	expect(told).toEqual(["no-answer", "sign-in-needed"]);
	expect(reads.readMe).not.toHaveBeenCalled();
});
