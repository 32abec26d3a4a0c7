/** What can be checked, with the words for it. `docs/check.md` says of each what it means and how to mend it. */
export const CHECKS = {
	settings: "Settings",
	"tenant-discovery": "Tenant",
	"tenant-keys": "Keys",
	"app-registration": "App registration",
	"app-permissions": "Permissions of the app",
	"controller-name": "Name",
	"controller-port": "Port",
	"controller-certificate": "Certificate",
	"controller-sign-in": "Sign-in of the reading account",
	"controllers-listed": "Every controller is listed",
	"sample-user": "A synchronised user",
	"read-only": "The reading account can only read",
	"object-id-attribute": "Object id in the schema",
	"object-id-value": "Object id on a user",
	"key-evidence": "Evidence of new keys",
	"account-evidence": "Evidence of a free account",
	kerberos: "Kerberos service",
	"domain-policy": "Policy of the domain",
	clock: "Clock",
	store: "Database",
	"disk-space": "Disk space",
	mail: "Mail",
} as const;

export type CheckId = keyof typeof CHECKS;

/** `fail`: the portal would not work. `warn`: it would, less well. `not checked`: nobody looked, or it cannot be seen. */
export type CheckStatus = "pass" | "warn" | "fail" | "not checked";

/** What a judgement comes to: what was found and, unless all is well, what to do. */
export type Verdict = { status: CheckStatus; found: string; todo?: string };

/** One line of the table: a verdict, on what. */
export type CheckRow = Verdict & {
	check: CheckId;
	/** Which one of several, e.g. a controller. */
	subject?: string;
};

export const pass = (found: string): Verdict => ({ status: "pass", found });
export const warn = (found: string, todo: string): Verdict => ({ status: "warn", found, todo });
export const fail = (found: string, todo: string): Verdict => ({ status: "fail", found, todo });
export const notChecked = (found: string, todo?: string): Verdict => ({
	status: "not checked",
	found,
	...(todo !== undefined && { todo }),
});
