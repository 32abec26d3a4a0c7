import { isIP } from "node:net";
import type { CertificateFacts } from "#lib/directory/controller-certificate.ts";
import { fail, notChecked, pass, type Verdict, warn } from "./check-row.ts";
import type { NameFacts, PortFacts } from "./network-check.ts";

const DAY_MS = 24 * 60 * 60_000;
/** A managed domain's certificate is replaced by hand, so the warning must come early. */
const WARN_DAYS = 30;

export function judgeName(name: NameFacts): Verdict {
	if (!name.ok) {
		return fail(
			`The name has no address (${name.code}).`,
			"Correct DOMAIN_LDAPS_URLS, or let this machine use the domain's DNS servers.",
		);
	}
	if (!name.isAddress) return pass(`Its address is ${name.addresses.join(", ")}.`);
	return pass("It is an address, so there is no name to look up.");
}

/**
 * Judges whether an address leads to a single controller: behind a load balancer the new keys of one machine
 * would count for all.
 *
 * @param machines those that answered, by `dsServiceName`
 */
export function judgeOwnAddress(name: NameFacts, machines: readonly string[]): Verdict {
	const todo =
		"List each controller in DOMAIN_LDAPS_URLS by its own address, or leave DOMAIN_LDAPS_URLS empty to find them in DNS.";
	if (machines.length > 1) {
		return warn(
			`Connections to it lead to ${machines.length} machines, as if behind a load balancer: what one of them holds says nothing about the others.`,
			todo,
		);
	}
	const addresses = name.ok ? [...new Set(name.addresses)] : [];
	// A machine may have an IPv4 and an IPv6 address.
	const most = [4, 6].map((family) => addresses.filter((one) => isIP(one) === family).length);
	if (Math.max(...most) > 1) {
		return warn(
			`DNS has several addresses for it (${addresses.join(", ")}), which may be several machines.`,
			todo,
		);
	}
	if (machines.length === 0) return notChecked("It does not say which machine it is.");
	return pass("Every connection led to the same machine.");
}

/** Advice for each error code of a failed connection. */
const PORT_FAILURES: Readonly<Record<string, string>> = {
	ECONNREFUSED:
		"Nothing is listening there. Check whether the controller is running and secure LDAP is enabled.",
	ETIMEDOUT: "Allow this machine to reach the port: firewall, network security group, routing.",
	EHOSTUNREACH: "Check whether the controller is running, and whether there is a route to it.",
	ENETUNREACH: "This machine has no route to that network.",
};

export function judgePort(port: PortFacts): Verdict {
	if (port.ok) return pass(`Port ${port.port} accepts connections.`);
	return fail(
		`No connection: ${port.code}.`,
		PORT_FAILURES[port.code] ??
			"Correct DOMAIN_LDAPS_URLS, and check whether the controller is running.",
	);
}

const CA = "Put the CA certificate that signed it into the file named in DOMAIN_CA_FILE.";

/** By Node's certificate error codes (`tls` module, X509 certificate error codes). */
const TRUST_ERRORS: Readonly<Record<string, [found: string, todo: string]>> = {
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: ["its issuer is not trusted", CA],
	UNABLE_TO_GET_ISSUER_CERT: ["its issuer is not trusted", CA],
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ["its issuer is not trusted", CA],
	SELF_SIGNED_CERT_IN_CHAIN: ["its issuer is not trusted", CA],
	DEPTH_ZERO_SELF_SIGNED_CERT: ["it is self-signed and not trusted", CA],
	CERT_HAS_EXPIRED: [
		"it has expired",
		"Give the managed domain a new secure LDAP certificate, and check this machine's clock.",
	],
	CERT_NOT_YET_VALID: ["it is not valid yet", "Check this machine's clock."],
	ERR_TLS_CERT_ALTNAME_INVALID: [
		"it is not for the name in DOMAIN_LDAPS_URLS",
		"Use the names in the certificate there.",
	],
};

/** Judges a controller's certificate at `now`, including the days left. */
export function judgeCertificate(certificate: CertificateFacts, now: Date): Verdict {
	if (!certificate.ok) {
		return fail(
			`No TLS connection: ${certificate.code}.`,
			"Check whether secure LDAP is enabled and the port is right; TLS 1.2 or newer is required.",
		);
	}
	const { trustError, names, issuer, validTo } = certificate;
	const whose = `for ${names}, by ${issuer || "an unnamed issuer"}`;
	if (trustError) {
		const [found, todo] = TRUST_ERRORS[trustError] ?? [trustError, CA];
		return fail(`Not accepted: ${found} (${trustError}; ${whose}).`, todo);
	}
	const days = Math.floor((validTo.getTime() - now.getTime()) / DAY_MS);
	const found = `Trusted, ${days} days left, until ${validTo.toISOString().slice(0, 10)} (${whose}).`;
	if (days >= WARN_DAYS) return pass(found);
	return warn(found, "Give the managed domain a new secure LDAP certificate before that day.");
}

export const NOT_REACHED = notChecked(
	"The controller could not be reached.",
	"Fix the rows above first.",
);
