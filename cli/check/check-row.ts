/** What can be checked, with the words for it. `docs/check.md` says of each what it means and how to mend it. */
export const CHECKS = {
	settings: "Settings",
	"tenant-discovery": "Tenant",
	"tenant-keys": "Keys",
	"app-registration": "App registration",
	"app-permissions": "App permissions",
	"controllers-found": "Controllers",
	"controller-name": "Name",
	"own-address": "Own address",
	"controller-port": "Port",
	"controller-certificate": "Certificate",
	"controller-sign-in": "Reading account",
	"reader-password": "Its password",
	clock: "Clock",
	"base-dn": "Base of searches",
	"domain-policy": "Lockout policy",
	listening: "Follows writes",
	"object-id-attribute": "Object id: schema",
	"sample-users": "People",
	"object-id-value": "Object id: value",
	"read-only": "Can only read",
	"key-evidence": "Evidence of keys",
	"account-evidence": "Evidence of lockout",
	kerberos: "Kerberos service",
	account: "The account",
	"controllers-listed": "All controllers",
	"hybrid-passwords": "Synchronised people",
	"password-time": "Time of a password",
	"first-keys": "First keys",
	store: "Database",
	"disk-space": "Disk space",
	mail: "Mail",
} as const;

type CheckId = keyof typeof CHECKS;

/** `failed`: the portal would not work. `warning`: it would, less well. `not checked`: nobody looked, or it cannot be seen. */
export const STATUSES = ["ok", "warning", "failed", "not checked"] as const;
type CheckStatus = (typeof STATUSES)[number];

/** What a judgement comes to: what was found and, unless all is well, what to do. */
export type Verdict = { status: CheckStatus; found: string; todo?: string };

/** One line of the table: a verdict, on what. */
export type CheckRow = Verdict & {
	check: CheckId;
	/** Which one of several, e.g. a controller. */
	subject?: string;
};

export const pass = (found: string): Verdict => ({ status: "ok", found });
export const warn = (found: string, todo: string): Verdict => ({ status: "warning", found, todo });
export const fail = (found: string, todo: string): Verdict => ({ status: "failed", found, todo });
export const notChecked = (found: string, todo?: string): Verdict => ({
	status: "not checked",
	found,
	...(todo !== undefined && { todo }),
});
