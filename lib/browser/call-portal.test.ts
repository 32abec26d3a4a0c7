import { beforeEach, expect, test, vi } from "vitest";
import type { ProblemCode } from "#lib/core/problem.ts";
import type { SignIn } from "#lib/entra/sign-in/sign-in.ts";
import { callPortal } from "./call-portal.ts";
import type { ApiResult } from "./portal-api.ts";

const tokens = vi.hoisted(() => ({ apiToken: vi.fn() }));
vi.mock("#lib/entra/sign-in/sign-in.ts", () => ({ apiToken: tokens.apiToken }));
const signIn = {} as SignIn;
const refused = (code: ProblemCode, challenge?: string): ApiResult<string> => ({
	ok: false,
	code,
	challenge,
});

beforeEach(() => {
	vi.resetAllMocks();
	tokens.apiToken.mockImplementation(async (_signIn, claims) => ({
		...{ ok: true, token: claims ? `token for ${claims}` : "token" },
		expiresAt: new Date(),
	}));
});

test("a challenge is answered by a new token, once", async () => {
	const ask = vi.fn(async (token: string): Promise<ApiResult<string>> => {
		if (token === "token") return refused("claims-needed", "claims");
		return { ok: true, value: token };
	});
	expect(await callPortal(signIn, ask)).toEqual({ ok: true, value: "token for claims" });
	expect(ask).toHaveBeenCalledTimes(2);
	ask.mockClear();
	ask.mockImplementation(async () => refused("claims-needed", "claims"));
	expect(await callPortal(signIn, ask)).toEqual({ ok: false, code: "sign-in-needed" });
	expect(ask).toHaveBeenCalledTimes(2);
});

test.each([
	["token-missing", "sign-in-needed"],
	["token-refused", "sign-in-needed"],
	["claims-needed", "sign-in-needed"],
	["role-missing", "role-missing"],
	["store-unavailable", "store-unavailable"],
] as const)("%s of the portal is %s for the page", async (code, told) => {
	expect(await callPortal(signIn, async () => refused(code))).toEqual({ ok: false, code: told });
});

test.each([
	["offline", "no-answer"],
	["interaction-needed", "sign-in-needed"],
] as const)("without a token since %s the portal is not asked: %s", async (because, told) => {
	tokens.apiToken.mockResolvedValue({ ok: false, because });
	const ask = vi.fn();
	expect(await callPortal(signIn, ask)).toEqual({ ok: false, code: told });
	expect(ask).not.toHaveBeenCalled();
});
