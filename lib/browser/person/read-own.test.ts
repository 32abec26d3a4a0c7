import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { GraphRefusal } from "#lib/entra/graph/graph-answer.ts";
import type { SignIn } from "#lib/entra/sign-in/sign-in.ts";
import { readOwnProfile } from "./own-profile.ts";
import { readOwn } from "./read-own.ts";

const tokens = vi.hoisted(() => ({ profileToken: vi.fn() }));
vi.mock("#lib/entra/sign-in/sign-in.ts", () => ({ profileToken: tokens.profileToken }));
const signIn = { config: { tenant: { graphUrl: "https://graph.example" } } } as unknown as SignIn;

beforeEach(() => {
	tokens.profileToken.mockReset();
	tokens.profileToken.mockResolvedValue({ ok: true, token: "token", expiresAt: new Date() });
});
afterEach(() => vi.unstubAllGlobals());

test.each([
	["no-answer", "no-answer"],
	["throttled", "no-answer"],
	["refused", "refused"],
	["not-found", "refused"],
	["sign-in-needed", "sign-in-needed"],
] as const)("Graph's %s is told as %s", async (because, told) => {
	const read = async (): Promise<GraphRefusal> => ({ ok: false, because });
	expect(await readOwn(signIn, read)).toEqual({ ok: false, because: told });
});

test.each([
	["offline", "no-answer"],
	["interaction-needed", "sign-in-needed"],
	["consent-missing", "sign-in-needed"],
] as const)("a token that does not come, %s, is told as %s", async (because, told) => {
	tokens.profileToken.mockResolvedValue({ ok: false, because });
	const read = vi.fn();
	expect(await readOwn(signIn, read)).toEqual({ ok: false, because: told });
	expect(read).not.toHaveBeenCalled();
});

test.each([
	["nothing", "no-answer"],
	["", "no-answer"],
	["<html>Sign in to this network</html>", "no-answer"],
	["{}", "refused"],
] as const)("an answer %j without a person is no person", async (text, because) => {
	vi.stubGlobal("fetch", async () => new Response(text));
	expect(await readOwnProfile(signIn)).toEqual({ ok: false, because });
});
