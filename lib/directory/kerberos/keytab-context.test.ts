import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openKeytabContext } from "./keytab-context.ts";

/** A stand-in for the package that hands every context to the test. */
const PACKAGE = `module.exports = {
	GSS_MECH_OID_KRB5: 9, GSS_C_MUTUAL_FLAG: 2, GSS_C_SEQUENCE_FLAG: 8,
	initializeClient: (...words) => globalThis.initializeClient(...words),
};`;

const initializeClient = vi.fn();
const context = { contextComplete: false, step: async () => "dG9rZW4=" };

beforeEach(() => {
	const home = mkdtempSync(join(tmpdir(), "keyturn-"));
	mkdirSync(join(home, "node_modules", "kerberos"), { recursive: true });
	writeFileSync(join(home, "node_modules", "kerberos", "index.js"), PACKAGE);
	vi.spyOn(process, "cwd").mockReturnValue(home);
	vi.stubGlobal("initializeClient", initializeClient);
	for (const name of ["KRB5_CLIENT_KTNAME", "KRB5CCNAME"]) vi.stubEnv(name, undefined);
});
afterEach(() => {
	initializeClient.mockReset();
	vi.restoreAllMocks();
	vi.unstubAllGlobals();
	vi.unstubAllEnvs();
});

const signIn = (timeoutMs = 2_000) =>
	openKeytabContext({
		principal: "svc@A.COM",
		keytabFile: "/x.keytab",
		hostName: "dc1.a.com",
		timeoutMs,
	});

test("the ticket is requested for the controller's own name", async () => {
	initializeClient.mockResolvedValue(context);
	expect(await signIn()).toEqual({ context, token: "dG9rZW4=" });
	expect(initializeClient).toHaveBeenCalledWith("ldap@dc1.a.com", {
		principal: "svc@A.COM",
		mechOID: 9,
		gssFlag: 10,
	});
});

test("only one call at a time waits for a silent Kerberos service, until the timeout", async () => {
	const silent = Promise.withResolvers<typeof context>();
	initializeClient.mockReturnValueOnce(silent.promise).mockResolvedValue(context);
	const many = await Promise.allSettled([signIn(20), signIn(40), signIn(60)]);
	expect(many.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
	expect(initializeClient).toHaveBeenCalledTimes(1);
	const waiting = signIn();
	silent.resolve(context);
	expect((await waiting).token).toBe("dG9rZW4=");
});

test("an exception has its reason", async () => {
	initializeClient.mockRejectedValue(new Error("Preauthentication failed"));
	await expect(signIn()).rejects.toMatchObject({ reason: "wrong-key" });
});
