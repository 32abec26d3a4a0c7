import { describe, expect, test } from "vitest";
import { MalformedMessageError } from "./ldap-ber.ts";
import { readRequest } from "./ldap-requests.ts";

/** `(|(cn=a)(!(pwdLastSet>=1)))` below `dc=com`, two attributes, a page of 100 with a cookie. */
const SEARCH = [
	"3072 020102 633d 0406 64633d636f6d 0a0102 0a0100 020105 02010a 010100",
	"a11c a307 0402636e 040161 a211 a50f 040a7077644c617374536574 040131",
	"3006 0402636e 0400",
	"a02e 302c 0416 312e322e3834302e3131333535362e312e342e333139 0101ff 040f 300d 020164 0408 0000000700000064",
]
	.join("")
	.replaceAll(" ", "");

describe("a request", () => {
	test("is read with its filter, attributes and page", () => {
		expect(readRequest(Buffer.from(SEARCH, "hex"))).toEqual({
			operation: "search",
			id: 2,
			base: "dc=com",
			scope: "sub",
			sizeLimit: 5,
			typesOnly: false,
			filter: {
				kind: "or",
				filters: [
					{ kind: "one-of", attribute: "cn", values: new Set(["a"]) },
					{ kind: "not", filter: { kind: "at-least", attribute: "pwdlastset", value: "1" } },
				],
			},
			attributes: ["cn", ""],
			controls: {
				page: { size: 100, cookie: Buffer.from("0000000700000064", "hex") },
				unknownCritical: undefined,
			},
		});
	});

	test("with any byte changed or missing is either read or malformed", () => {
		const whole = Buffer.from(SEARCH, "hex");
		let malformed = 0;
		const read = (bytes: Buffer) => {
			try {
				readRequest(bytes);
			} catch (error) {
				expect(error).toBeInstanceOf(MalformedMessageError);
				malformed++;
			}
		};
		for (const at of whole.keys()) {
			read(whole.subarray(0, at));
			for (let value = 0; value < 256; value++) {
				const bytes = Buffer.from(whole);
				bytes[at] = value;
				read(bytes);
			}
		}
		expect(malformed).toBeGreaterThan(whole.length);
	});
});
