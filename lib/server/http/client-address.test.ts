import { describe, expect, test } from "vitest";
import { addressKey, isAddressOrNetwork, trustOf } from "./client-address.ts";

describe("an address is counted", () => {
	test.each([
		["192.0.2.1", "192.0.2.1"],
		["192.0.2.1:50123", "192.0.2.1"],
		["::ffff:192.0.2.1", "192.0.2.1"],
		["[::ffff:192.0.2.1]:443", "192.0.2.1"],
		["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
		["2001:db8:1:2::ffff", "2001:db8:1:2::/64"],
		["2001:0DB8:0001:0002::1", "2001:db8:1:2::/64"],
		["[2001:db8:1:2::1]:443", "2001:db8:1:2::/64"],
		["fe80::1%eth0", "fe80:0:0:0::/64"],
		["[fe80::1%eth0]:443", "fe80:0:0:0::/64"],
		["::ffff:192.0.2.1:443", "192.0.2.1"],
		["64:ff9b::192.0.2.1:443", "192.0.2.1"],
		["192.0.2.1:", "192.0.2.1"],
		["::1", "0:0:0:0::/64"],
		["::ffff:c000:201", "192.0.2.1"],
		["0:0:0:0:0:FFFF:192.0.2.1", "192.0.2.1"],
		["[::ffff:c000:0201]:443", "192.0.2.1"],
		["64:ff9b::192.0.2.1", "192.0.2.1"],
		['"[2001:db8:1:2::1]:443"', "2001:db8:1:2::/64"],
		['"192.0.2.1:443"', "192.0.2.1"],
		["not an address", "not an address"],
	])("%s as %s", (text, key) => {
		expect(addressKey(text)).toBe(key);
	});
});

test("proxies are trusted by address or network, even with a port", () => {
	const isTrusted = trustOf(["127.0.0.1", "10.1.0.0/16", "fd00::/8"]);
	const known = [
		"127.0.0.1",
		"::ffff:127.0.0.1",
		"::ffff:7f00:1",
		'"[fd12::1]:80"',
		"10.1.200.3:9000",
		"::ffff:10.1.200.3:9000",
		"[fd12::1%eth0]:80",
		"fd12::1",
		"[fd12::1]:80",
	];
	expect(known.filter((address) => !isTrusted(address))).toEqual([]);
	const others = ["127.0.0.2", "10.2.0.1", "2001:db8::1", "", "unknown"];
	expect(others.filter(isTrusted)).toEqual([]);
	expect(isTrusted(undefined)).toBe(false);
});

test.each([
	["10.0.0.0/8", true],
	["10.0.0.1", true],
	["fd00::/8", true],
	["10.0.0.0/33", false],
	["fd00::/129", false],
	["10.0.0.0/8/1", false],
	["proxy.contoso.com", false],
	["10.0.0.0/", false],
])("%s as a setting: %s", (text, isRight) => {
	expect(isAddressOrNetwork(text)).toBe(isRight);
});

test("a client that has gone has no address, without an error", () => {
	expect(addressKey(undefined)).toBe("");
});
