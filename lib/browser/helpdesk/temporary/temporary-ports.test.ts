import { expect, test, vi } from "vitest";
import { exampleMember } from "#lib/core/cohort/example-people.ts";
import { type FailureCode, failed, ok } from "#lib/core/failure.ts";
import type { SignIn } from "#lib/entra/sign-in/sign-in.ts";
import { temporaryPorts } from "./temporary-ports.ts";

const { callPortal } = vi.hoisted(() => ({ callPortal: vi.fn() }));
vi.mock("#lib/entra/sign-in/send-with-token.ts", () => ({ callPortal, sendWithToken: vi.fn() }));
vi.mock("#lib/entra/sign-in/sign-in.ts", () => ({}));

const PERSON = exampleMember();
const note = { outcome: "set", changedAt: new Date(), code: "" } as const;

test("the time is the portal's, whatever this computer's clock says", async () => {
	const sentAt = new Date(Date.now() - 20 * 60_000);
	const { begin, now } = temporaryPorts({} as SignIn, PERSON, "secret");
	callPortal.mockResolvedValueOnce(ok({ ticket: "t", view: { sentAt } }));
	expect(await begin(undefined)).toEqual(ok("t"));
	const passedMs = now().getTime() - sentAt.getTime();
	expect(passedMs).toBeGreaterThanOrEqual(0);
	expect(passedMs).toBeLessThan(60_000);
});

test.each<FailureCode>(["watch-not-found", "watch-ended", "portal-refused", "portal-no-answer"])(
	"after %s the result is not recorded",
	async (code) => {
		const { end } = temporaryPorts({} as SignIn, PERSON, "secret");
		callPortal.mockResolvedValueOnce(failed(code)).mockResolvedValueOnce(ok(undefined));
		expect([await end("ticket", note), await end("ticket", note)]).toEqual([false, true]);
	},
);
