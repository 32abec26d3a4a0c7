import { expect, test } from "vitest";
import { DEFAULT_CHALLENGE, fulfils, readClaimsRequest } from "./claims-request.ts";

test("contexts and capabilities are parsed from a claims parameter", () => {
	const asked = '{"access_token":{"acrs":{"value":"c1"},"xms_cc":{"values":["CP1"]}}}';
	expect(readClaimsRequest(asked)).toEqual({ contexts: ["c1"], capabilities: ["CP1"] });
});

test.each([[undefined], ["{}"], ["invalid JSON"], ['{"id_token":{}}'], ["null"]])(
	"%s requests nothing",
	(parameter) => {
		expect(readClaimsRequest(parameter)).toEqual({ contexts: [], capabilities: [] });
	},
);

const notBefore = '{"access_token":{"nbf":{"essential":true,"value":"1700000000"}}}';

test.each([
	[{ nbf: 1, acrs: ["c1", "c2"] }, DEFAULT_CHALLENGE, true],
	[{ nbf: 1, acrs: ["c2"] }, DEFAULT_CHALLENGE, false],
	[{ nbf: 1 }, DEFAULT_CHALLENGE, false],
	[{ nbf: 1_700_000_000 }, notBefore, true],
	[{ nbf: 1_699_999_999 }, notBefore, false],
])("a token with %o satisfies %s: %s", (token, challenge, isFulfilled) => {
	expect(fulfils(token, challenge)).toBe(isFulfilled);
});
