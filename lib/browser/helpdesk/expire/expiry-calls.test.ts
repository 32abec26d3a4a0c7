import { expect, test, vi } from "vitest";
import { ok } from "#lib/core/failure.ts";
import { partOf } from "#lib/core/part-of.ts";
import type { SignIn } from "#lib/entra/sign-in/sign-in.ts";
import { readForRehearsal } from "./expiry-calls.ts";

const { sendWithToken } = vi.hoisted(() => ({ sendWithToken: vi.fn() }));
vi.mock("#lib/entra/sign-in/send-with-token.ts", () => ({ sendWithToken }));
vi.mock("#lib/entra/sign-in/sign-in.ts", () => ({ graphToken: () => async () => undefined }));

test("an aborted rehearsal stops reading", async () => {
	const stop = new AbortController();
	sendWithToken.mockImplementation(async () => {
		stop.abort();
		return ok(new Map());
	});
	const keys = Array.from({ length: 2_000 }, (_, n) => `p${n}@contoso.com`);
	const reading = readForRehearsal(partOf<SignIn>({}), keys, { signal: stop.signal });
	await expect(reading).rejects.toThrow("aborted");
	expect(sendWithToken).toHaveBeenCalledOnce();
});
