import {
	type AccountInfo,
	BrowserAuthError,
	InteractionRequiredAuthError,
	ServerError,
} from "@azure/msal-browser";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { partOf } from "#lib/core/part-of.ts";

// Unit tests load React's server build, which lacks the hooks that this module needs.
vi.mock("@azure/msal-react", () => ({ MsalProvider: undefined, useIsAuthenticated: undefined }));

const CORRELATION = "0b5c2d3e-1111-4222-8333-444455556666";
const HOUR_MS = 60 * 60_000;
const acquire = vi.fn();
let account: string;
const signIn = partOf<import("./sign-in.ts").SignIn>({
	client: {
		getActiveAccount: () => partOf<AccountInfo>({ homeAccountId: account }),
		acquireTokenSilent: acquire,
	},
	config: {
		tenant: { apiScope: "api://portal/Access", graphUrl: "https://graph.example", isCustom: true },
	},
	failure: undefined,
});

const interaction = (code: string) => new InteractionRequiredAuthError(code, CORRELATION);
const fromServer = (code: string) => new ServerError(code, CORRELATION);
const fullStorage = () =>
	Object.assign(new Error("full"), { name: "CacheError", errorCode: "cache_quota_exceeded" });

/** A separate page load: tokens for Graph and open challenges live as long as one. */
let page: typeof import("./sign-in.ts");
beforeEach(async () => {
	vi.resetModules();
	account = "ada";
	page = await import("./sign-in.ts");
	acquire.mockReset();
	acquire.mockImplementation(async ({ claims }) => ({
		accessToken: claims ?? "token",
		expiresOn: new Date(Date.now() + HOUR_MS),
	}));
});

describe("without a token", () => {
	test.each([
		[
			"a lost network",
			new BrowserAuthError("no_network_connectivity", CORRELATION),
			"tenant-unreachable",
		],
		["a tenant with an outage", fromServer("temporarily_unavailable"), "tenant-disturbed"],
		["an error of the tenant's server", fromServer("server_error"), "tenant-disturbed"],
		["a sign-in that has ended", interaction("login_required"), "sign-in-ended"],
		["a missing permission", interaction("consent_required"), "consent-missing"],
		["a storage that is full", fullStorage(), "storage-full"],
		["anything else", new TypeError("x is not a function"), "mistake"],
	])("%s is reported", async (_what, cause, code) => {
		acquire.mockRejectedValue(cause);
		expect(await page.apiToken(signIn)()).toMatchObject({ ok: false, failure: { code, cause } });
	});
	test("the next sign-in has to satisfy a challenge that requires interaction", async () => {
		acquire.mockRejectedValue(interaction("interaction_required"));
		await page.apiToken(signIn)();
		expect(page.openClaims()).toBeUndefined();
		await page.apiToken(signIn)("claims");
		expect(page.openClaims()).toBe("claims");
	});
	test("a tenant that keeps the connection open times out", async () => {
		vi.useFakeTimers();
		acquire.mockReturnValue(new Promise(() => undefined));
		const asked = page.apiToken(signIn)();
		await vi.advanceTimersByTimeAsync(30_000);
		vi.useRealTimers();
		expect(await asked).toMatchObject({ failure: { code: "tenant-unreachable" } });
	});
	test("a missing permission of an agent is reported by name", async () => {
		acquire.mockRejectedValue(interaction("consent_required"));
		const failure = { code: "right-missing", scope: "User.Read.All" };
		expect(await page.graphToken(signIn, "User.Read.All", true)()).toMatchObject({ failure });
	});
});

describe("a token for Graph", () => {
	test("is requested once and never stored by MSAL", async () => {
		await page.profileToken(signIn)();
		expect(await page.profileToken(signIn)()).toMatchObject({ value: { token: "token" } });
		expect(acquire).toHaveBeenCalledTimes(1);
		expect(acquire.mock.calls[0]?.[0]).toMatchObject({ storeInCache: { accessToken: false } });
	});
	test.each([
		["https://graph.microsoft.com", "User.Read"],
		["http://127.0.0.1:4400", "User.Read"],
		["https://graph.svc.sovcloud.fr", "https://graph.svc.sovcloud.fr/User.Read"],
	])("of %s names its scope %s", async (graphUrl, scope) => {
		const config = { tenant: { ...signIn.config.tenant, graphUrl } } as typeof signIn.config;
		await page.profileToken({ ...signIn, config })();
		expect(acquire.mock.calls[0]?.[0]).toMatchObject({ scopes: [scope] });
	});
	test("that satisfies a challenge replaces the previous one", async () => {
		await page.profileToken(signIn)();
		expect(await page.profileToken(signIn)("claims")).toMatchObject({ value: { token: "claims" } });
		expect(await page.profileToken(signIn)()).toMatchObject({ value: { token: "claims" } });
	});
	test("is different for another person", async () => {
		await page.profileToken(signIn)();
		account = "grace";
		await page.profileToken(signIn)();
		expect(acquire).toHaveBeenCalledTimes(2);
	});
	test("is requested again once the previous ones were discarded", async () => {
		await page.profileToken(signIn)();
		page.forgetGraphTokens();
		await page.profileToken(signIn)();
		expect(acquire).toHaveBeenCalledTimes(2);
	});
	test("that expires soon is not used", async () => {
		const expiresOn = new Date(Date.now() + HOUR_MS / 20);
		acquire.mockResolvedValue({ accessToken: "token", expiresOn });
		await page.profileToken(signIn)();
		await page.profileToken(signIn)();
		expect(acquire).toHaveBeenCalledTimes(2);
	});
});
