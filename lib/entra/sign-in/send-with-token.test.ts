import { beforeEach, expect, test, vi } from "vitest";
import { failed, ok } from "#lib/core/failure.ts";
import { sendWithToken } from "./send-with-token.ts";
import type { GetToken } from "./sign-in.ts";

vi.mock("./sign-in.ts", () => ({ apiToken: undefined }));

const expiresAt = new Date("2026-11-29T11:00:00Z");
const token = vi.fn<GetToken>();
const challenged = failed("sign-in-ended", { claims: "claims" });

beforeEach(() => {
	token.mockReset();
	token.mockImplementation(async (claims) =>
		ok({ token: claims ? `token for ${claims}` : "token", expiresAt }),
	);
});

test("a challenge is answered with a new token, once", async () => {
	const send = vi.fn(async (sent: string) => (sent === "token" ? challenged : ok(sent)));
	expect(await sendWithToken(token, send)).toEqual(ok("token for claims"));
	send.mockClear();
	send.mockImplementation(async () => challenged);
	expect(await sendWithToken(token, send)).toBe(challenged);
	expect(send).toHaveBeenCalledTimes(2);
});

test("every other failure is returned unchanged, without a retry", async () => {
	const failure = failed("graph-throttled", { retryAfterMs: 7_000, cause: "recorded" });
	const send = vi.fn(async () => failure);
	expect(await sendWithToken(token, send)).toBe(failure);
	expect(send).toHaveBeenCalledOnce();
});

test.each(["tenant-unreachable", "second-step-missing", "right-missing"] as const)(
	"without a token, %s, nothing is sent",
	async (code) => {
		const failure = failed(code);
		const send = vi.fn();
		token.mockResolvedValueOnce(failure);
		expect(await sendWithToken(token, send)).toBe(failure);
		expect(send).not.toHaveBeenCalled();
		token.mockResolvedValueOnce(ok({ token: "token", expiresAt })).mockResolvedValueOnce(failure);
		expect(await sendWithToken(token, send.mockResolvedValue(challenged))).toBe(failure);
		expect(send).toHaveBeenCalledOnce();
	},
);
