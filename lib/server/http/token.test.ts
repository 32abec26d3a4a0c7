import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { correctClock } from "#lib/clock/clock.ts";
import { type TenantKeys, tenantKeys } from "./tenant-keys.ts";
import { type CheckToken, keysOf, tokenCheck } from "./token.ts";

const TENANT = "11111111-2222-4333-8444-555555555555";
const CLIENT = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";
const PERSON = "0A0A0A0A-0000-4000-8000-000000000001";

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;

let server: Server;
let served: JWK[];
let authority: string;
let keys: Keys;
let check: CheckToken;

beforeAll(async () => {
	keys = await generateKeyPair("RS256", { extractable: true });
	served = [{ ...(await exportJWK(keys.publicKey)), kid: "k1", use: "sig", alg: "RS256" }];
	server = createServer((_request, response) => {
		response.setHeader("content-type", "application/json").end(JSON.stringify({ keys: served }));
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	authority = `http://127.0.0.1:${(server.address() as AddressInfo).port}/${TENANT}`;
	check = checkFor(authority);
});
afterAll(() => {
	server.close();
});

const checkFor = (at: string, doubtClock?: () => Promise<void>, keys?: TenantKeys) =>
	tokenCheck(
		{
			id: TENANT,
			clientId: CLIENT,
			cloud: "global",
			domains: [],
			authority: at,
			graphUrl: "https://graph.microsoft.com",
			apiScope: `api://${CLIENT}/Access`,
		},
		doubtClock,
		keys,
	);

async function token(claims: object = {}, { key = keys.privateKey, alg = "RS256" } = {}) {
	const now = Math.floor(Date.now() / 1000);
	return await new SignJWT({
		iss: `${authority}/v2.0`,
		aud: CLIENT,
		tid: TENANT,
		oid: PERSON,
		preferred_username: "ada@aaddscontoso.com",
		scp: "Access",
		roles: ["Keyturn.Helpdesk"],
		acrs: ["c1"],
		iat: now,
		nbf: now,
		exp: now + 3600,
		...claims,
	})
		.setProtectedHeader({ alg, kid: "k1" })
		.sign(key);
}

const ask = (authorization?: string) => check(authorization);

test("a token for this portal identifies the caller", async () => {
	expect(await ask(`Bearer ${await token()}`)).toEqual({
		ok: true,
		caller: {
			id: PERSON.toLowerCase(),
			userPrincipalName: "ada@aaddscontoso.com",
			roles: ["Keyturn.Helpdesk"],
			authContexts: ["c1"],
			mail: undefined,
		},
	});
});

describe("the caller's user name", () => {
	const nameOf = async (claims: object) => {
		const result = await ask(`Bearer ${await token(claims)}`);
		return result.ok && result.caller.userPrincipalName;
	};
	test.each([
		["a line", "ada@contoso.com\r\nBcc: eve", "ada@contoso.com Bcc: eve"],
		["characters that no database stores", "ada\0\ud800@contoso.com", "ada\ufffd@contoso.com"],
		["a character that reverses the text after it", "\u202eada@contoso.com", "ada@contoso.com"],
	])("is without %s", async (_what, claim, name) => {
		expect(await nameOf({ preferred_username: claim })).toBe(name);
	});
	test.each([[undefined], [null], [["ada@contoso.com", "eve"]], [{}], [1]])(
		"is empty if it is not text: %j",
		async (claim) => {
			expect(await nameOf({ preferred_username: claim })).toBe("");
		},
	);
});

test("a role is compared as a whole", async () => {
	const result = await ask(`Bearer ${await token({ roles: [["Keyturn.Helpdesk"], "Other", 1] })}`);
	expect(result.ok && result.caller.roles).toEqual(["Other"]);
});

describe("the caller's mail address", () => {
	const cases: [what: string, claims: object, mail: string | undefined][] = [
		["is the claim email", { email: "ada@contoso.com" }, "ada@contoso.com"],
		["is not the user name, which may have no mailbox", {}, undefined],
		["is one address", { email: "ada@contoso.com, eve@example.com" }, undefined],
		["has no line of its own", { email: "ada@contoso.com\r\nBcc: eve" }, undefined],
		["has no name beside it", { email: "Ada <ada@contoso.com>" }, undefined],
		["is text", { email: ["eve@example.com"] }, undefined],
		["has a domain", { email: "root@localhost" }, undefined],
		["is not endless", { email: `${"a".repeat(250)}@b.com` }, undefined],
	];
	test.each(cases)("%s", async (_what, claims, mail) => {
		const result = await ask(`Bearer ${await token(claims)}`);
		expect(result.ok && result.caller.mail).toBe(mail);
	});
});

test("the audience may be the application id URI, as in older registrations", async () => {
	expect((await ask(`Bearer ${await token({ aud: `api://${CLIENT}` })}`)).ok).toBe(true);
});

test("the scheme is in any case, and any number of blanks follow it (RFC 9110, section 11.4)", async () => {
	expect((await ask(`bEARER   ${await token()}`)).ok).toBe(true);
});

describe("a token is refused", () => {
	const seconds = (s: number) => Math.floor(Date.now() / 1000) + s;
	const cases: [why: string, claims: () => object, code: string][] = [
		[
			"from another issuer",
			() => ({ iss: "https://login.microsoftonline.com/x/v2.0" }),
			"token-refused",
		],
		[
			"for another audience",
			() => ({ aud: "00000003-0000-0000-c000-000000000000" }),
			"token-refused",
		],
		["of another tenant", () => ({ tid: "22222222-2222-4333-8444-555555555555" }), "token-refused"],
		["that has expired", () => ({ exp: seconds(-120) }), "token-refused"],
		["that is not valid yet", () => ({ nbf: seconds(120) }), "token-refused"],
		["that never expires", () => ({ exp: undefined }), "token-refused"],
		["that names nobody", () => ({ oid: undefined }), "token-refused"],
		["whose person is not an object id", () => ({ oid: "../x" }), "token-refused"],
		["that another client asked for", () => ({ azp: PERSON }), "token-refused"],
		["marked as an application's", () => ({ idtyp: "app" }), "token-refused"],
		["without the scope", () => ({ scp: "Other" }), "scope-missing"],
		["of an application, not a person", () => ({ scp: undefined }), "scope-missing"],
	];
	test.each(cases)("%s", async (_why, claims, code) => {
		expect(await ask(`Bearer ${await token(claims())}`)).toEqual({ ok: false, code });
	});
	test("with another signature", async () => {
		const others = await generateKeyPair("RS256");
		expect(await ask(`Bearer ${await token({}, { key: others.privateKey })}`)).toEqual({
			ok: false,
			code: "token-refused",
		});
	});
	test("without a signature", async () => {
		const [, body] = (await token()).split(".");
		const head = Buffer.from('{"alg":"none","kid":"k1"}').toString("base64url");
		expect(await ask(`Bearer ${head}.${body}.`)).toEqual({ ok: false, code: "token-refused" });
	});
	test.each([["nothing"], ["Bearer"], ["Basic abc"]])("with %s", async (header) => {
		expect(await ask(header === "nothing" ? undefined : header)).toEqual({
			ok: false,
			code: "token-missing",
		});
	});
	test("that is malformed", async () => {
		expect(await ask("Bearer abc")).toEqual({ ok: false, code: "token-refused" });
	});
});

test("nobody is refused while the tenant's keys cannot be read", async () => {
	check = checkFor("http://127.0.0.1:9/tenant");
	const result = await ask(`Bearer ${await token()}`);
	check = checkFor(authority);
	expect(result).toEqual({ ok: false, code: "tenant-unreachable" });
});

describe("when this machine's clock is wrong, a current token", () => {
	const TEN_MINUTES_S = 600;
	afterEach(() => correctClock(0));
	/** A token of a tenant whose clock is ahead of this machine's. */
	const tokenAhead = (s: number) => {
		const now = Math.floor(Date.now() / 1000) + s;
		return token({ iat: now, nbf: now, exp: now + 300 });
	};
	test.each([TEN_MINUTES_S, -TEN_MINUTES_S])(
		"is accepted with the corrected clock (%i s)",
		async (s) => {
			correctClock(s * 1000);
			expect((await ask(`Bearer ${await tokenAhead(s)}`)).ok).toBe(true);
		},
	);
	test.each([TEN_MINUTES_S, -TEN_MINUTES_S])(
		"triggers a check of the clock first (%i s)",
		async (s) => {
			check = checkFor(authority, async () => correctClock(s * 1000));
			const result = await ask(`Bearer ${await tokenAhead(s)}`);
			check = checkFor(authority);
			expect(result.ok).toBe(true);
		},
	);
});

describe("a token that was accepted before", () => {
	const MINUTE_MS = 60_000;
	const isAccepted = async (token: string) => (await ask(`Bearer ${token}`)).ok;
	afterEach(() => {
		correctClock(0);
		check = checkFor(authority);
	});

	test("is not verified again", async () => {
		const keys = keysOf({ authority });
		let verified = 0;
		const find: TenantKeys["find"] = (...asked) => {
			verified += 1;
			return keys.find(...asked);
		};
		check = checkFor(authority, undefined, { ...keys, find });
		const [first, second] = [await token(), await token({ roles: [] })];
		// The keys are read by the first.
		expect(await isAccepted(first)).toBe(true);
		for (let n = 0; n < 3; n++) expect(await isAccepted(first)).toBe(true);
		expect(verified).toBe(2);
		expect(await isAccepted(second)).toBe(true);
		expect(verified).toBe(3);
	});
	test.each([
		["has expired", 62],
		["is not valid yet, by a corrected clock", -2],
	])("is refused once it %s", async (_why, minutes) => {
		const accepted = await token();
		for (let n = 0; n < 2; n++) expect(await isAccepted(accepted)).toBe(true);
		correctClock(minutes * MINUTE_MS);
		expect(await isAccepted(accepted)).toBe(false);
	});
	test("does not vouch for another with the same claims", async () => {
		const accepted = await token();
		for (let n = 0; n < 2; n++) expect(await isAccepted(accepted)).toBe(true);
		const [head, claims, signature = ""] = accepted.split(".");
		const other = `${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`;
		expect(await isAccepted(`${head}.${claims}.${other}`)).toBe(false);
	});
	test("is refused once the tenant has withdrawn its key", async () => {
		let laterMs = 0;
		const url = `${authority}/discovery/v2.0/keys`;
		const keys = tenantKeys(url, () => performance.now() + laterMs);
		check = checkFor(authority, undefined, keys);
		const accepted = await token();
		for (let n = 0; n < 2; n++) expect(await isAccepted(accepted)).toBe(true);
		const before = served;
		served = [{ ...before[0], kid: "k2" } as JWK];
		laterMs = 11 * MINUTE_MS;
		await expect.poll(() => isAccepted(accepted)).toBe(false);
		served = before;
	});
});
