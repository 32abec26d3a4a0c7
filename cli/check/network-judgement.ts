import { isIP } from "node:net";
import type { CertificateFacts } from "#lib/directory/controller-certificate.ts";
import { fail, notChecked, pass, type Verdict, warn } from "./check-row.ts";
import type { NameFacts, PortFacts } from "./network-check.ts";

const DAY_MS = 24 * 60 * 60_000;
/** A managed domain's certificate is changed by hand, so there must be time for it. */
const WARN_DAYS = 30;

export function judgeName(name: NameFacts): Verdict {
	if (!name.ok) {
		return fail(
			`The name has no address (${name.code}).`,
			"Correct DOMAIN_LDAPS_URLS, or let this machine ask the DNS server of the domain.",
		);
	}
	if (!name.isAddress) return pass(`Its address is ${name.addresses.join(", ")}.`);
	return pass("An address, so there is no name to look up.");
}

/**
 * Judges whether an address leads to one controller: with a load balancer's, new keys that one machine
 * holds would stand for all.
 *
 * @param machines that answered, by `dsServiceName`
 */
export function judgeOwnAddress(name: NameFacts, machines: readonly string[]): Verdict {
	const todo =
		"Name each controller in DOMAIN_LDAPS_URLS by an address of its own; leave DOMAIN_LDAPS_URLS empty to have them found in DNS.";
	if (machines.length > 1) {
		return warn(
			`Connections to it lead to ${machines.length} machines, as a load balancer's do: what one of them holds says nothing of the others.`,
			todo,
		);
	}
	const addresses = name.ok ? [...new Set(name.addresses)] : [];
	// A machine may have an address of each kind.
	const most = [4, 6].map((family) => addresses.filter((one) => isIP(one) === family).length);
	if (Math.max(...most) > 1) {
		return warn(
			`DNS gives several addresses for it (${addresses.join(", ")}), which may be several machines.`,
			todo,
		);
	}
	if (machines.length === 0) return notChecked("It does not say which machine it is.");
	return pass("Every connection led to the same machine.");
}

/** What each code of a connection that came to nothing has to do with. */
const PORT_FAILURES: Readonly<Record<string, string>> = {
	ECONNREFUSED:
		"Nothing listens there. See whether the controller runs and secure LDAP is enabled.",
	ETIMEDOUT: "Allow this machine to reach the port: firewall, network security group, routing.",
	EHOSTUNREACH: "See whether the controller runs, and whether there is a route to it.",
	ENETUNREACH: "There is no route to that network from this machine.",
};

export function judgePort(port: PortFacts): Verdict {
	if (port.ok) return pass(`Port ${port.port} takes connections.`);
	return fail(
		`No connection: ${port.code}.`,
		PORT_FAILURES[port.code] ?? "Correct DOMAIN_LDAPS_URLS, and see whether the controller runs.",
	);
}

const CA =
	"Put the certificate of the authority that signed it into the file that DOMAIN_CA_FILE names.";

/** By Node's codes for what is wrong with a certificate (`tls` module, X509 certificate error codes). */
const MISTRUST: Readonly<Record<string, [found: string, todo: string]>> = {
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: ["it is signed by somebody who is not trusted", CA],
	UNABLE_TO_GET_ISSUER_CERT: ["it is signed by somebody who is not trusted", CA],
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ["it is signed by somebody who is not trusted", CA],
	SELF_SIGNED_CERT_IN_CHAIN: ["it is signed by somebody who is not trusted", CA],
	DEPTH_ZERO_SELF_SIGNED_CERT: ["it is self-signed and not trusted", CA],
	CERT_HAS_EXPIRED: [
		"it has expired",
		"Give the managed domain a new certificate for secure LDAP, and see whether this machine's clock is right.",
	],
	CERT_NOT_YET_VALID: ["it is not valid yet", "See whether this machine's clock is right."],
	ERR_TLS_CERT_ALTNAME_INVALID: [
		"it is for another name than the one in DOMAIN_LDAPS_URLS",
		"Name the controllers there as the certificate does.",
	],
};

/** Judges a controller's certificate at `now`, days left included. */
export function judgeCertificate(certificate: CertificateFacts, now: Date): Verdict {
	if (!certificate.ok) {
		return fail(
			`No TLS connection: ${certificate.code}.`,
			"See whether secure LDAP is enabled and the port is right; TLS 1.2 or newer is needed.",
		);
	}
	const { mistrust, names, issuer, validTo } = certificate;
	const whose = `for ${names}, by ${issuer || "nobody named"}`;
	if (mistrust) {
		const [found, todo] = MISTRUST[mistrust] ?? [mistrust, CA];
		return fail(`Not accepted: ${found} (${mistrust}; ${whose}).`, todo);
	}
	const days = Math.floor((validTo.getTime() - now.getTime()) / DAY_MS);
	const found = `Trusted, ${days} days left, until ${validTo.toISOString().slice(0, 10)} (${whose}).`;
	if (days >= WARN_DAYS) return pass(found);
	return warn(found, "Give the managed domain a new certificate for secure LDAP before that day.");
}

export const NOT_REACHED = notChecked(
	"The controller could not be reached.",
	"Mend the rows above first.",
);
