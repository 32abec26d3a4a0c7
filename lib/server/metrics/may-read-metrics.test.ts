import { expect, test } from "vitest";
import { metricsRefusal } from "./may-read-metrics.ts";

const TOKEN = "0123456789abcdef01234567";

const HERE = "127.0.0.1";
const AWAY = "192.0.2.1";

test.each<[string, string | undefined, Record<string, string>, string | undefined]>([
	["this machine", HERE, {}, undefined],
	["this machine by IPv6", "::1", {}, undefined],
	["this machine, in Node's notation", "::ffff:127.0.0.1", {}, undefined],
	["another machine", AWAY, {}, "token-missing"],
	["a connection that has gone", undefined, {}, "token-missing"],
	["an address that only looks like this machine", "::127.0.0.1", {}, "token-missing"],
	["a proxy on this machine", HERE, { "x-forwarded-for": HERE }, "token-missing"],
	["a proxy that names the scheme alone", HERE, { "x-forwarded-proto": "https" }, "token-missing"],
	["a proxy that names the host alone", HERE, { "x-forwarded-host": "a" }, "token-missing"],
	["a proxy that says Forwarded", HERE, { forwarded: "for=192.0.2.1" }, "token-missing"],
	["a proxy that says Via", HERE, { via: "1.1 proxy" }, "token-missing"],
	["another scheme", AWAY, { authorization: `Basic ${TOKEN}` }, "token-missing"],
	["the token", AWAY, { authorization: `Bearer ${TOKEN}` }, undefined],
	[
		"the token through a proxy",
		HERE,
		{ via: "1.1 p", authorization: `bearer ${TOKEN}` },
		undefined,
	],
	["a prefix of the token", AWAY, { authorization: "Bearer 0123" }, "token-refused"],
	["more than it", AWAY, { authorization: `Bearer ${TOKEN}0` }, "token-refused"],
])("%s", (_who, remoteAddress, headers, code) => {
	expect(metricsRefusal({ headers, remoteAddress }, TOKEN)?.code).toBe(code);
});

test("without a token in the settings, no token grants access", () => {
	const asked = { headers: { authorization: "Bearer undefined" }, remoteAddress: "192.0.2.1" };
	expect(metricsRefusal(asked, undefined)?.code).toBe("token-refused");
});
