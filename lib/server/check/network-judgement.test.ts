import { expect, test } from "vitest";
import type { CertificateFacts } from "./network-check.ts";
import { judgeCertificate, judgeName, judgePort } from "./network-judgement.ts";

const now = new Date("2026-11-22T12:00:00Z");
const certificate = { names: "DNS:dc1.a.com", issuer: "A CA", mistrust: undefined };
const until = (day: string): CertificateFacts => ({
	ok: true,
	...certificate,
	validTo: new Date(`${day}T12:00:00Z`),
});
const mistrusted = (mistrust: string): CertificateFacts => ({
	ok: true,
	...certificate,
	mistrust,
	validTo: new Date("2027-11-22T12:00:00Z"),
});

const certificates: [what: string, facts: CertificateFacts, status: string, words: RegExp][] = [
	["with months left", until("2027-02-22"), "ok", /92 days left, until 2027-02-22/],
	["with 30 days left", until("2026-12-22"), "ok", /30 days left/],
	["with 29 days left", until("2026-12-21"), "warning", /29 days left.*before that day/],
	["that ends today", until("2026-11-22"), "warning", /0 days left/],
	["by a stranger", mistrusted("UNABLE_TO_VERIFY_LEAF_SIGNATURE"), "failed", /DOMAIN_CA_FILE/],
	["for another name", mistrusted("ERR_TLS_CERT_ALTNAME_INVALID"), "failed", /another name/],
	["that has ended", mistrusted("CERT_HAS_EXPIRED"), "failed", /it has expired/],
	["that has not begun", mistrusted("CERT_NOT_YET_VALID"), "failed", /not valid yet.*clock/],
	["with a fault of its own", mistrusted("CERT_REVOKED"), "failed", /CERT_REVOKED/],
	["behind no TLS", { ok: false, code: "ECONNRESET" }, "failed", /No TLS connection: ECONNRESET/],
];
test.each(certificates)("a certificate %s", (_what, facts, status, words) => {
	const { found, todo = "", ...rest } = judgeCertificate(facts, now);
	expect(rest.status).toBe(status);
	expect(`${found} ${todo}`).toMatch(words);
});

test("a name needs an address, unless it is one", () => {
	expect(judgeName({ ok: false, code: "ENOTFOUND" }).status).toBe("failed");
	expect(judgeName({ ok: true, addresses: ["10.0.0.4"], isAddress: false }).found).toContain(
		"10.0.0.4",
	);
	expect(judgeName({ ok: true, addresses: ["10.0.0.4"], isAddress: true }).status).toBe("ok");
});

test.each([
	["ECONNREFUSED", /secure LDAP is enabled/],
	["ETIMEDOUT", /firewall/],
	["EHOSTUNREACH", /route/],
	["EPERM", /DOMAIN_LDAPS_URLS/],
])("a port that fails with %s has an advice of its own", (code, words) => {
	const { status, todo } = judgePort({ ok: false, code });
	expect(status).toBe("failed");
	expect(todo).toMatch(words);
});
