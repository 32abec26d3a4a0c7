import type { LookupFunction } from "node:net";
import { isIP } from "node:net";
import { type ConnectionOptions, checkServerIdentity, type PeerCertificate } from "node:tls";

/** What a controller's certificate is held against. */
export type CertificateRules = {
	/** Certificates in PEM form that may sign a controller's certificate. */
	ca: string | readonly string[];
	/** The domain's DNS name: a controller that is reached by its address is certified for it. */
	domainName?: string | undefined;
	/** How names become addresses; the system's way without it. */
	lookup?: LookupFunction | undefined;
};

/** The host of a controller's address, an IPv6 one without its brackets. */
export function hostOf(url: string): string {
	return new URL(url).hostname.replace(/^\[|\]$/g, "");
}

/**
 * TLS to one controller. One that is reached by its name has to be certified for that name. The
 * certificate of a managed domain carries no addresses but the domain's name, and `*.` with it, since its
 * controllers come and go (Microsoft, "Configure secure LDAP"); so that is what an address is held against.
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

/** A label that no controller has, so that only the certificate for all of them fits. */
const ANY_LABEL = "any-controller-of-the-domain";

function certifiedFor(domainName: string, certificate: PeerCertificate): Error | undefined {
	const mistrust = checkServerIdentity(domainName, certificate);
	return mistrust && checkServerIdentity(`${ANY_LABEL}.${domainName}`, certificate) && mistrust;
}
