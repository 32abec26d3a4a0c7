import { InvalidCredentialsError } from "ldapts";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LockoutRules } from "#lib/core/readiness/observation.ts";
import { KerberosRefusal } from "#lib/directory/kerberos/kerberos-failure.ts";
import { signInGuard } from "./sign-in-guard.ts";

const refusal = (data: string) =>
	new InvalidCredentialsError(`80090308: LdapErr: DSID-0C09044E, comment: x, data ${data}, v3839`);

let tries: number;
beforeEach(() => {
	tries = 0;
	vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

/** A sign-in with this outcome, after ten milliseconds. */
const signIn = (error?: Error) => async () => {
	tries++;
	await vi.advanceTimersByTimeAsync(10);
	if (error) throw error;
};

async function triesWithin(
	ms: number,
	stepMs: number,
	error: Error,
	lockoutRules?: LockoutRules,
	keytabFile?: string,
) {
	const guard = signInGuard({ lockoutRules, keytabFile });
	for (let at = 0; at < ms; at += stepMs) {
		await expect(guard(signIn(error))).rejects.toBe(error);
		await vi.advanceTimersByTimeAsync(stepMs - 10);
	}
	return tries;
}

test("a keytab that Kerberos refuses is used once per window, which counts as two attempts", async () => {
	const error = new KerberosRefusal("Preauthentication failed", "wrong-key");
	expect(await triesWithin(2 * 60_000, 5_000, error, undefined, "x.keytab")).toBe(1);
});

test("an account that Kerberos reports as revoked is retried: that locks nothing", async () => {
	const error = new KerberosRefusal("Client's credentials have been revoked", "revoked");
	expect(await triesWithin(60_000, 5_000, error, undefined, "x.keytab")).toBe(12);
});

test.each(["52e", "525", "0"])(
	"a password refused with %s is tried twice per window",
	async (data) => {
		expect(await triesWithin(2 * 60_000, 5_000, refusal(data))).toBe(2);
	},
);

test.each(["533", "701", "532", "773", "775", "530", "531"])(
	"an account refused with %s is retried each time: the password was not the reason",
	async (data) => {
		expect(await triesWithin(60_000, 5_000, refusal(data))).toBe(12);
	},
);

test("a wrong password is retried only as the domain's own rules allow", async () => {
	const rules = { threshold: 10, durationMs: undefined, windowMs: 30 * 60_000 };
	expect(await triesWithin(30 * 60_000, 5_000, refusal("52e"), rules)).toBe(2);
	tries = 0;
	const strict = { ...rules, threshold: 3 };
	expect(await triesWithin(30 * 60_000, 5_000, refusal("52e"), strict)).toBe(1);
	tries = 0;
	expect(await triesWithin(60_000, 5_000, refusal("52e"), { ...rules, threshold: 0 })).toBe(12);
});

test("five concurrent sign-ins try a wrong password once", async () => {
	const guard = signInGuard({ lockoutRules: undefined });
	const error = refusal("52e");
	const all = await Promise.allSettled(Array.from({ length: 5 }, () => guard(signIn(error))));
	expect(all.map(({ status }) => status)).toEqual(Array(5).fill("rejected"));
	expect(tries).toBe(1);
});

test("once one controller accepts it, all may sign in", async () => {
	const guard = signInGuard({ lockoutRules: undefined });
	const error = refusal("52e");
	await expect(guard(signIn(error))).rejects.toBe(error);
	await vi.advanceTimersByTimeAsync(60_000);
	await guard(signIn());
	await Promise.all(Array.from({ length: 4 }, () => guard(signIn())));
	expect(tries).toBe(6);
});

test("a sign-in that hangs delays the others by a second at most", async () => {
	const guard = signInGuard({ lockoutRules: undefined });
	void guard(() => new Promise(() => undefined));
	const others = Promise.all([guard(signIn()), guard(signIn())]);
	await vi.advanceTimersByTimeAsync(2_500);
	await others;
	expect(tries).toBe(2);
});
