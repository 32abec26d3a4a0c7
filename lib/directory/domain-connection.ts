import type { LockoutRules } from "#lib/core/readiness/observation.ts";

/** How the managed domain is reached and read. */
export type DomainConnection = {
	/** None: they are found in DNS, by the domain's name. */
	controllerUrls: string[];
	/** The domain's DNS name. */
	domainName: string | undefined;
	/** The reading account's name: a distinguished name, a user principal name, or with a keytab the principal. */
	bindDn: string;
	/** Empty with a keytab. */
	bindPassword: string;
	/** It signs in by Kerberos with the keys of this file; `undefined`: by simple bind with the password. */
	keytabFile?: string | undefined;
	baseDn: string;
	/** Certificates in PEM form that may sign a controller's certificate. */
	ca: string | readonly string[];
	objectIdAttribute: string;
	/** For people whose own policy the reading account may not see; `undefined`: not known. */
	lockoutRules: LockoutRules | undefined;
	/** Whether a controller's Kerberos service is asked which keys it holds. */
	asksKerberos: boolean;
};
