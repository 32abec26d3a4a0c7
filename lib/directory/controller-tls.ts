import type { LookupFunction } from "node:net";
import { isIP } from "node:net";
import { type ConnectionOptions, checkServerIdentity, type PeerCertificate } from "node:tls";

const LDAPS_PORT = 636;

/** The data that a controller's certificate is verified against. */
export type CertificateRules = {
	/** CA certificates in PEM form that may issue controllers' certificates. */
	ca: string | readonly string[];
	/** The domain's DNS name, which the certificate must carry if a controller is reached by IP address. */
	domainName?: string | undefined;
	/** Resolves host names; the system's resolver without it. */
	lookup?: LookupFunction | undefined;
};

/** The host of a controller's address; IPv6 without brackets. */
export function hostOf(url: string): string {
	return new URL(url).hostname.replace(/^\[|\]$/g, "");
}

/** The port of a controller's address, by default that of LDAPS. */
export function portOf(url: string): number {
	return Number(new URL(url).port) || LDAPS_PORT;
}

/** Node's code of an error of a connection or a look-up. */
export function codeOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	return "code" in error ? String(error.code) : error.message;
}

/**
 * TLS to one controller. If it is reached by name, its certificate must be valid for that name. The
 * certificate of a managed domain carries no addresses but the domain's name, and `*.` with it,
 * since its controllers come and go (Microsoft, "Configure secure LDAP"); so for an IP address it is verified against the
 * domain's name.
 */
export function controllerTls({ ca, domainName, lookup }: CertificateRules, url: string) {
	const host = hostOf(url);
	const options: ConnectionOptions = { ca: ca as string | string[], minVersion: "TLSv1.2" };
	if (lookup) options.lookup = lookup;
	if (!domainName || isIP(host) === 0) return options;
	options.checkServerIdentity = (_name, certificate) =>
		checkServerIdentity(host, certificate) && certifiedFor(domainName, certificate);
	return options;
}

/** A label that no controller has, so that only the wildcard certificate matches. */
const ANY_LABEL = "any-controller-of-the-domain";

function certifiedFor(domainName: string, certificate: PeerCertificate): Error | undefined {
	const nameError = checkServerIdentity(domainName, certificate);
	return nameError && checkServerIdentity(`${ANY_LABEL}.${domainName}`, certificate) && nameError;
}
