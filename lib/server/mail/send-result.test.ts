import { expect, test } from "vitest";
import { readSendFailure } from "./send-result.ts";

type Failure = { code?: string; command?: string; responseCode?: number; message?: string };

/** Errors that `nodemailer` 10 threw with real servers. */
const cases: [what: string, failure: Failure, outcome: string][] = [
	["nobody listens", { code: "ESOCKET", command: "CONN" }, "away"],
	["no such host", { code: "EDNS", command: "CONN" }, "away"],
	["no greeting", { code: "ETIMEDOUT", command: "CONN" }, "away"],
	["a certificate that nobody signed", { code: "ESOCKET", command: "CONN" }, "away"],
	["no TLS", { code: "ETLS", command: "STARTTLS", responseCode: 500 }, "away"],
	["a wrong password", { code: "EAUTH", command: "AUTH PLAIN", responseCode: 535 }, "away"],
	["no sign-in", { code: "EENVELOPE", command: "MAIL FROM", responseCode: 530 }, "away"],
	["another sender", { code: "EENVELOPE", command: "MAIL FROM", responseCode: 550 }, "away"],
	["too many connections", { code: "EENVELOPE", command: "MAIL FROM", responseCode: 421 }, "away"],
	["shutting down", { code: "EMESSAGE", command: "DATA", responseCode: 421 }, "away"],
	["a broken connection", { code: "ECONNECTION", command: "CONN" }, "away"],
	["an attempt that took too long", { code: "EABORT" }, "away"],
	["greylisting", { code: "EENVELOPE", command: "RCPT TO", responseCode: 451 }, "deferred"],
	["a full mailbox", { code: "EMESSAGE", command: "DATA", responseCode: 452 }, "deferred"],
	["a muddled order", { code: "EENVELOPE", command: "RCPT TO", responseCode: 503 }, "deferred"],
	["no such mailbox", { code: "EENVELOPE", command: "RCPT TO", responseCode: 550 }, "refused"],
	["content refused", { code: "EMESSAGE", command: "DATA", responseCode: 554 }, "refused"],
	["a malformed address", { code: "EENVELOPE", command: "API" }, "refused"],
];
test.each(cases)("%s", (_what, failure, outcome) => {
	expect(readSendFailure(failure).outcome).toBe(outcome);
});

test("an answer is logged on one line, without mail addresses", () => {
	const { answer } = readSendFailure({
		code: "EENVELOPE",
		command: "RCPT TO",
		responseCode: 550,
		message:
			"rejected: 550 5.1.1 <dana.riley@contoso.com>:\r\n\tRecipient\u0007 DANA@CONTOSO.COM unknown",
	});
	expect(answer).toBe("EENVELOPE RCPT TO rejected: 550 5.1.1 <…>: Recipient … unknown");
});

test("only the reason of an OpenSSL error is logged", () => {
	const { answer } = readSendFailure({
		code: "ESOCKET",
		command: "CONN",
		message:
			"40BD82AE477F0000:error:0A00010B:SSL routines:tls_validate_record_header:wrong version number:../deps/openssl/openssl/ssl/record/methods/tlsany_meth.c:77:\n",
	});
	expect(answer).toBe("ESOCKET CONN wrong version number");
});

test("an unrelated error is treated as an outage", () => {
	expect(readSendFailure(new TypeError("a bug")).outcome).toBe("away");
});
