import { beforeEach, expect, test, vi } from "vitest";
import { type FailureCode, failed, type Result } from "#lib/core/failure.ts";
import { partOf } from "#lib/core/part-of.ts";
import type { Me } from "#lib/entra/graph/read-me.ts";
import type { SignIn } from "#lib/entra/sign-in/sign-in.ts";
import type { ChangeRecord } from "./change-record.ts";
import { noticeChange } from "./elsewhere.ts";
import type { Look } from "./settle-change.ts";

const reads = vi.hoisted(() => ({ readMe: vi.fn(), profileToken: vi.fn(), settleChange: vi.fn() }));
vi.mock("#lib/entra/graph/read-me.ts", () => ({ readMe: reads.readMe }));
vi.mock("#lib/entra/sign-in/sign-in.ts", () => ({
	profileToken: () => reads.profileToken,
	apiToken: vi.fn(),
}));
vi.mock("./settle-change.ts", async (original) => ({
	...(await original<object>()),
	settleChange: reads.settleChange,
}));

const before = new Date("2026-10-01T08:00:00Z");
const after = new Date("2026-11-22T10:00:00Z");
const signIn = partOf<SignIn>({ config: { tenant: { graphUrl: "" } } });
const record: ChangeRecord = {
	ticket: "t",
	personId: "ada",
	previousChangeAt: before,
	sentAt: before,
	changedAt: undefined,
	isReported: false,
};

const read = (lastPasswordChangeAt: Date | undefined, id = "ada") =>
	({ ok: true, value: { id, lastPasswordChangeAt } }) as Result<Me>;
/** The result of one poll; for failures the code. */
const shortOf = (look: Look) => (look === "unchanged" ? look : look.code);

beforeEach(() => {
	vi.resetAllMocks();
	reads.profileToken.mockResolvedValue({ ok: true, value: { token: "x", expiresAt: after } });
});

async function notice(
	answers: readonly Result<Me>[],
	isOwn = async (_at: Date) => true,
	stop = new AbortController(),
) {
	for (const answer of answers) reads.readMe.mockResolvedValueOnce(answer);
	const looks: ("unchanged" | FailureCode)[] = [];
	const hasChanged = await noticeChange(signIn, record, {
		signal: stop.signal,
		isInFront: () => true,
		isOwn,
		onLook: (look) => void looks.push(shortOf(look)),
		async pause() {
			if (looks.length === answers.length) stop.abort();
		},
	});
	return { hasChanged, looks };
}

test("a date that moves is the change and is reported with Entra's time", async () => {
	const { hasChanged, looks } = await notice([
		read(before),
		failed("graph-no-answer"),
		read(after),
	]);
	expect([hasChanged, looks]).toEqual([true, ["unchanged", "graph-no-answer"]]);
	const [, reported] = reads.settleChange.mock.calls[0] ?? [];
	expect(reported).toMatchObject({ ticket: "t", changedAt: after });
});

test("a password set by somebody else is not the person's own change, which follows later", async () => {
	const scrambled = new Date(after.getTime() - 60_000);
	const isOwn = async (at: Date) => at.getTime() === after.getTime();
	const { hasChanged, looks } = await notice(
		[read(scrambled), read(scrambled), read(after)],
		isOwn,
	);
	expect([hasChanged, looks]).toEqual([true, ["unchanged", "unchanged"]]);
	expect(reads.settleChange).toHaveBeenCalledOnce();
	const [, reported] = reads.settleChange.mock.calls[0] ?? [];
	expect(reported).toMatchObject({ previousChangeAt: scrambled, changedAt: after });
});

test("somebody who leaves while it is reported is not sent to it", async () => {
	const stop = new AbortController();
	reads.settleChange.mockImplementationOnce(async () => stop.abort());
	expect(await notice([read(after)], undefined, stop)).toMatchObject({ hasChanged: false });
	expect(reads.settleChange).toHaveBeenCalledOnce();
});

test("a change begun since in another tab stays remembered", async () => {
	const later = JSON.stringify({ ...record, sentAt: after });
	const setItem = vi.fn();
	vi.stubGlobal("localStorage", { getItem: () => later, setItem });
	await notice([read(after)], async () => false);
	vi.unstubAllGlobals();
	expect(setItem).not.toHaveBeenCalled();
});

test.each([
	["an older date", read(new Date(before.getTime() - 1000)), "unchanged"],
	["the same date", read(new Date(before)), "unchanged"],
	["no date", read(undefined), "unchanged"],
	["another person's date", read(after, "grace"), "unchanged"],
	["a refusal", failed("graph-refused"), "graph-refused"],
	["a token that is not accepted", failed("sign-in-ended"), "sign-in-ended"],
] as const)("%s is no change", async (_what, answer, look) => {
	expect(await notice([answer])).toEqual({ hasChanged: false, looks: [look] });
	expect(reads.settleChange).not.toHaveBeenCalled();
});

test("without a token Graph is not called, and being offline does not end the sign-in", async () => {
	reads.profileToken.mockResolvedValueOnce(failed("tenant-unreachable"));
	reads.profileToken.mockResolvedValueOnce(failed("second-step-missing"));
	const { looks } = await notice([read(before), read(before)]);
	expect(looks).toEqual(["tenant-unreachable", "second-step-missing"]);
	expect(reads.readMe).not.toHaveBeenCalled();
});
