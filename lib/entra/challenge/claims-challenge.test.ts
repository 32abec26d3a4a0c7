import { describe, expect, test } from "vitest";
import { claimsChallenge } from "./claims-challenge.ts";
import { readChallenges } from "./www-authenticate.ts";

const CLAIMS = '{"access_token":{"nbf":{"essential":true,"value":"1702682181"}}}';
const base64 = (text: string) => Buffer.from(text).toString("base64");

describe("the header", () => {
	const cases: [what: string, header: string, read: object[]][] = [
		["is empty", "", []],
		["names a scheme alone", "Bearer", [{ scheme: "bearer", params: {} }]],
		[
			"has an equals sign, a comma and an escape within quotes",
			'Bearer realm="a=b, c\\"d", error="e"',
			[{ scheme: "bearer", params: { realm: 'a=b, c"d', error: "e" } }],
		],
		[
			"has unquoted values surrounded by space",
			"Bearer  error = invalid_token ,realm=x",
			[{ scheme: "bearer", params: { error: "invalid_token", realm: "x" } }],
		],
		[
			"holds several challenges",
			'Negotiate, Basic realm="x", charset=UTF-8, Bearer error="y"',
			[
				{ scheme: "negotiate", params: {} },
				{ scheme: "basic", params: { realm: "x", charset: "UTF-8" } },
				{ scheme: "bearer", params: { error: "y" } },
			],
		],
		[
			"carries a token",
			"Negotiate a87421000492aa874209af8bc028==, Bearer",
			[
				{ scheme: "negotiate", token68: "a87421000492aa874209af8bc028==", params: {} },
				{ scheme: "bearer", params: {} },
			],
		],
		["is unreadable", '"', []],
		[
			"breaks off within quotes",
			'Bearer realm="x", error="y',
			[{ scheme: "bearer", params: { realm: "x" } }],
		],
	];
	test.each(cases)("%s", (_what, header, read) => {
		const found = readChallenges(header).map(({ scheme, token68, params }) => ({
			scheme,
			...(token68 && { token68 }),
			params: Object.fromEntries(params),
		}));
		expect(found.slice(0, read.length)).toEqual(read);
	});
	test("is parsed in bounded time, whatever it contains", () => {
		expect(readChallenges(`Bearer ${"a=,".repeat(5_000)}`).length).toBeLessThan(10_001);
	});
});

describe("the claims", () => {
	const entra = (claims: string) =>
		`Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000", error="insufficient_claims", claims="${claims}"`;
	test.each([
		["with their padding", base64(CLAIMS)],
		["with two signs of it", base64(`${CLAIMS} `)],
		["without padding", base64(CLAIMS).replaceAll("=", "")],
		["in base64url", Buffer.from(CLAIMS).toString("base64url")],
	])("are read %s", (_how, claims) => {
		expect(claimsChallenge(entra(claims))?.trim()).toBe(CLAIMS);
	});
	test("keep characters beyond ASCII", () => {
		expect(claimsChallenge(entra(base64('{"a":"é"}')))).toBe('{"a":"é"}');
	});
	test.each([
		["there is no header", null],
		["it is another error", `Bearer error="invalid_token", claims="${base64(CLAIMS)}"`],
		["it is another scheme", `PoP error="insufficient_claims", claims="${base64(CLAIMS)}"`],
		["they are not base64", entra("%%%")],
		["they are not JSON", entra(base64("hello"))],
	])("are none when %s", (_why, header) => {
		expect(claimsChallenge(header)).toBeUndefined();
	});
});
