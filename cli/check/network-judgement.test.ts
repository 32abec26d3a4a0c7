import { expect, test } from "vitest";
import type { CertificateFacts } from "#lib/directory/controller-certificate.ts";
import { judgeCertificate, judgeName, judgeOwnAddress, judgePort } from "./network-judgement.ts";

const now = new Date("2026-11-22T12:00:00Z");
const certificate = { names: "DNS:dc1.a.com", issuer: "A CA", trustError: undefined };
const until = (day: string): CertificateFacts => ({
	ok: true,
	...certificate,
	validTo: new Date(`${day}T12:00:00Z`),
});
const untrusted = (trustError: string): CertificateFacts => ({
	ok: true,
	...certificate,
	trustError,
	validTo: new Date("2027-11-22T12:00:00Z"),
});

const certificates: [what: string, facts: CertificateFacts, status: string, words: RegExp][] = [
	["with months left", until("2027-02-22"), "ok", /92 days left, until 2027-02-22/],
	["with 30 days left", until("2026-12-22"), "ok", /30 days left/],
	["with 29 days left", until("2026-12-21"), "warning", /29 days left.*before that day/],
	["that expires today", until("2026-11-22"), "warning", /0 days left/],
	[
		"by an untrusted authority",
		untrusted("UNABLE_TO_VERIFY_LEAF_SIGNATURE"),
		"failed",
		/DOMAIN_CA_FILE/,
	],
	["for another name", untrusted("ERR_TLS_CERT_ALTNAME_INVALID"), "failed", /not for the name/],
	["that has expired", untrusted("CERT_HAS_EXPIRED"), "failed", /it has expired/],
	["that is not valid yet", untrusted("CERT_NOT_YET_VALID"), "failed", /not valid yet.*clock/],
	["with another fault", untrusted("CERT_REVOKED"), "failed", /CERT_REVOKED/],
	["without TLS", { ok: false, code: "ECONNRESET" }, "failed", /No TLS connection: ECONNRESET/],
];
test.each(certificates)("a certificate %s", (_what, facts, status, words) => {
	const { found, todo = "", ...rest } = judgeCertificate(facts, now);
	expect(rest.status).toBe(status);
	expect(`${found} ${todo}`).toMatch(words);
});

test("a name must resolve, unless it is an address", () => {
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
])("a port that fails with %s gets its own advice", (code, words) => {
	const { status, todo } = judgePort({ ok: false, code });
	expect(status).toBe("failed");
	expect(todo).toMatch(words);
});

const DC1 = "CN=NTDS Settings,CN=DC1";
test.each<[what: string, addresses: string[], machines: string[], status: string, words: RegExp]>([
	["one machine", ["10.0.0.4"], [DC1], "ok", /same machine/],
	["one machine with an IPv4 and an IPv6 address", ["10.0.0.4", "fd00::4"], [DC1], "ok", /same/],
	["two machines in turn", ["10.0.0.4"], [DC1, "CN=DC2"], "warning", /2 machines/],
	["a name for two addresses", ["10.0.0.4", "10.0.0.5"], [DC1], "warning", /10\.0\.0\.5/],
	["two IPv6 addresses", ["10.0.0.4", "fd00::4", "fd00::5"], [DC1], "warning", /several/],
	["a machine without a name", ["10.0.0.4"], [], "not checked", /does not say/],
])("an address that leads to %s", (_what, addresses, machines, status, words) => {
	const verdict = judgeOwnAddress({ ok: true, addresses, isAddress: false }, machines);
	expect(verdict.status).toBe(status);
	expect(verdict.found).toMatch(words);
});
