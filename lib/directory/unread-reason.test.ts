import { InvalidCredentialsError } from "ldapts";
import { expect, test } from "vitest";
import { unreadReason } from "./unread-reason.ts";

const withCode = (code: string) => Object.assign(new Error(code), { code });

const cases: [error: unknown, reason: string][] = [
	[withCode("ECONNREFUSED"), "refused"],
	[withCode("ENOTFOUND"), "refused"],
	[withCode("EHOSTUNREACH"), "refused"],
	[withCode("ETIMEDOUT"), "timeout"],
	[new Error("Connection timeout"), "timeout"],
	[new Error("SearchRequest: Operation timed out"), "timeout"],
	[new Error("Socket error. Message type: SearchRequest"), "refused"],
	[withCode("UNABLE_TO_VERIFY_LEAF_SIGNATURE"), "certificate"],
	[withCode("SELF_SIGNED_CERT_IN_CHAIN"), "certificate"],
	[withCode("CERT_HAS_EXPIRED"), "certificate"],
	[withCode("ERR_TLS_CERT_ALTNAME_INVALID"), "certificate"],
	[new InvalidCredentialsError(), "sign-in-refused"],
	[new Error("something else"), "protocol"],
	["not even an error", "protocol"],
];

test.each(cases)("%s is %s", (error, reason) => {
	expect(unreadReason(error)).toBe(reason);
});
