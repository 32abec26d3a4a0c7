import type { LockoutRules } from "#lib/core/readiness/observation.ts";

/** How the managed domain is reached and read. */
export type DomainConnection = {
	/** Empty: they are discovered in DNS by the domain's name. */
	controllerUrls: string[];
	domainName: string | undefined;
	/** The reading account: a distinguished name, a user principal name, or with a keytab its principal. */
	bindDn: string;
	/** Empty with a keytab. */
	bindPassword: string;
	/** Signs in by Kerberos with the keys in this file; `undefined`: by simple bind with the password. */
	keytabFile?: string | undefined;
	baseDn: string;
	/** CA certificates in PEM form that may issue controllers' certificates. */
	ca: string | readonly string[];
	objectIdAttribute: string;
	/** For people whose own policy the reading account may not see; `undefined`: unknown. */
	lockoutRules: LockoutRules | undefined;
	/** Whether controllers' Kerberos services are asked which keys they hold. */
	asksKerberos: boolean;
};
