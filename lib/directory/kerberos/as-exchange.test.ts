import { describe, expect, test } from "vitest";
import { asRequest, readAsAnswer } from "./as-exchange.ts";
import { application, context, encode, encodeInteger, TAG } from "./der.ts";

const REALM = "AADDSCONTOSO.COM";

/** A KRB-ERROR whose METHOD-DATA offers these key types, as a domain controller sends it. */
function krbError(code: number, etypes?: number[]): Buffer {
	const entries = (etypes ?? []).map((e) =>
		encode(TAG.sequence, encode(context(0), encodeInteger(e))),
	);
	const info = encode(
		TAG.sequence,
		encode(context(1), encodeInteger(19)),
		encode(context(2), encode(0x04, encode(TAG.sequence, ...entries))),
	);
	const other = encode(
		TAG.sequence,
		encode(context(1), encodeInteger(2)),
		encode(context(2), encode(0x04, Buffer.alloc(0))),
	);
	return encode(
		application(30),
		encode(
			TAG.sequence,
			encode(context(0), encodeInteger(5)),
			encode(context(1), encodeInteger(30)),
			encode(context(6), encodeInteger(code)),
			...(etypes ? [encode(context(12), encode(0x04, encode(TAG.sequence, other, info)))] : []),
		),
	);
}

describe("the answer of a Kerberos service", () => {
	const cases: [what: string, message: Buffer, answer: unknown][] = [
		["AES keys", krbError(25, [18, 17]), { errorCode: 25, encryptionTypes: [18, 17] }],
		[
			"no key of the kind that was asked for",
			krbError(25, []),
			{ errorCode: 25, encryptionTypes: [] },
		],
		["an unknown account", krbError(6), { errorCode: 6, encryptionTypes: [] }],
		["a ticket at once", encode(application(11), Buffer.alloc(0)), undefined],
	];
	test.each(cases)("%s", (_what, message, answer) => {
		expect(readAsAnswer(message)).toEqual(answer);
	});
	test("a truncated answer is ignored", () => {
		expect(() => readAsAnswer(krbError(25, [18]).subarray(0, 20))).toThrow(RangeError);
	});
});

test("a request contains the account, the realm and the key types, and no pre-authentication", () => {
	const message = asRequest({ name: "driley", realm: REALM }, [18, 17]);
	expect(message[0]).toBe(application(10));
	expect(message.includes("driley")).toBe(true);
	expect(message.includes(REALM)).toBe(true);
	// padata [3] would hold pre-authentication: the request goes from msg-type [2] to the body [4].
	const types = encode(context(2), encodeInteger(10));
	const after = message.indexOf(types) + types.length;
	expect(message[after]).toBe(context(4));
});
