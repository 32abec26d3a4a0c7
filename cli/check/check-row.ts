/** Everything that is checked, with its label. `docs/check.md` explains each and how to fix it. */
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
	"base-dn": "Search base",
	"domain-policy": "Lockout policy",
	listening: "Follows writes",
	"object-id-attribute": "Object id: schema",
	"sample-users": "People",
	"object-id-value": "Object id: value",
	"read-only": "Can only read",
	"key-evidence": "Key evidence",
	"account-evidence": "Lockout evidence",
	kerberos: "Kerberos service",
	account: "The account",
	"controllers-listed": "All controllers",
	"hybrid-passwords": "Synchronised people",
	"password-time": "Password time",
	"first-keys": "First keys",
	store: "Database",
	"disk-space": "Disk space",
	mail: "Mail",
} as const;

type CheckId = keyof typeof CHECKS;

/** `failed`: the portal would not work. `warning`: it would, less well. `not checked`: skipped, or not visible from here. */
export const STATUSES = ["ok", "warning", "failed", "not checked"] as const;
type CheckStatus = (typeof STATUSES)[number];

/** The result of a judgement: the finding and, unless all is well, what to do. */
export type Verdict = { status: CheckStatus; found: string; todo?: string };

/** One row of the table: a verdict and its subject. */
export type CheckRow = Verdict & {
	check: CheckId;
	/** Which of several, e.g. a controller. */
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

export const rowOf = (check: CheckId, verdict: Verdict): CheckRow => ({ check, ...verdict });
