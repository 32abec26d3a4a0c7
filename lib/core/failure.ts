/** The heading of a notice; its text is in the catalogues. */
type Heading =
	| "not-signed-in"
	| "sign-in-ended"
	| "microsoft-away"
	| "microsoft-refused"
	| "portal-away"
	| "portal-refused"
	| "portal-trouble"
	| "too-many"
	| "not-found"
	| "not-saved"
	| "role-missing"
	| "browser"
	| "full"
	| "page";

/**
 * What the person can do next: sign in again, ask an administrator for consent (to the portal, or
 * to one permission of an agent), retry, reload the page, or nothing.
 */
type NextStep = "sign-in" | "admin-consent" | "right" | "again" | "reload" | "none";

type Presentation = { heading: Heading; next: NextStep };

const signIn = { heading: "not-signed-in", next: "sign-in" } as const satisfies Presentation;
const tenantAway = { heading: "microsoft-away", next: "again" } as const satisfies Presentation;
const graph = { heading: "microsoft-refused", next: "again" } as const satisfies Presentation;
const newPassword = { heading: "microsoft-refused", next: "none" } as const satisfies Presentation;
const portal = { heading: "portal-refused", next: "again" } as const satisfies Presentation;
const trouble = { heading: "portal-trouble", next: "again" } as const satisfies Presentation;
const gone = { heading: "not-found", next: "none" } as const satisfies Presentation;

/**
 * Everything that can go wrong between a page and what it calls, with its heading and next step.
 * The sentence is in the catalogues under `failures`, by the same code; a code without one does not
 * compile (`components/failure/failure-text.ts`).
 */
const FAILURES = {
	// The tenant and MSAL (`lib/entra/sign-in/sign-in-failure.ts`).
	cancelled: signIn,
	"consent-missing": { heading: "not-signed-in", next: "admin-consent" },
	/**
	 * A Graph permission that an agent needs and the organisation has not consented to; `scope` names
	 * it.
	 */
	"right-missing": { heading: "microsoft-refused", next: "right" },
	"not-assigned": signIn,
	"account-disabled": signIn,
	"account-locked": signIn,
	"password-expired": signIn,
	"on-premises-password-expired": signIn,
	"password-missing": signIn,
	"password-wrong": signIn,
	"second-step-missing": signIn,
	"second-step-not-set-up": signIn,
	interrupted: signIn,
	"change-required": signIn,
	"sign-in-ended": { heading: "sign-in-ended", next: "sign-in" },
	"too-many-sign-ins": signIn,
	"blocked-by-policy": signIn,
	"device-not-accepted": signIn,
	"account-elsewhere": signIn,
	"portal-unknown": signIn,
	"tenant-unreachable": tenantAway,
	"tenant-disturbed": tenantAway,
	"redirect-blocked": { heading: "not-signed-in", next: "again" },
	"answer-lost": signIn,
	"sign-in-failed": signIn,
	// Graph (`lib/entra/graph/graph-answer.ts`). If a change gets no answer, its outcome is unknown.
	"graph-no-answer": tenantAway,
	"graph-unreadable": graph,
	"graph-throttled": { heading: "microsoft-away", next: "again" },
	"graph-refused": graph,
	"graph-not-understood": graph,
	"graph-unknown": graph,
	"person-not-found": graph,
	"group-not-found": graph,
	"page-expired": graph,
	"role-too-low": graph,
	"on-premises": newPassword,
	"wrong-existing-password": newPassword,
	"password-too-simple": newPassword,
	"password-banned": newPassword,
	"password-used-before": newPassword,
	"password-refused": { heading: "microsoft-refused", next: "again" },
	"changed-too-recently": newPassword,
	// The portal's own interface (`lib/browser/portal-failure.ts`).
	"portal-no-answer": { heading: "portal-away", next: "again" },
	"portal-failed": trouble,
	"portal-refused": portal,
	"store-unavailable": trouble,
	"too-many-requests": { heading: "too-many", next: "again" },
	"too-many-open": portal,
	"role-missing": { heading: "role-missing", next: "none" },
	"link-not-found": gone,
	"link-changed-meanwhile": { heading: "not-saved", next: "none" },
	"reference-not-found": gone,
	"watch-not-found": gone,
	"watch-ended": gone,
	"look-up-ended": trouble,
	// The browser, and this page itself (`thrownFailure`).
	"storage-blocked": { heading: "browser", next: "reload" },
	"storage-full": { heading: "full", next: "reload" },
	"part-missing": { heading: "page", next: "reload" },
	"page-old": { heading: "page", next: "reload" },
	mistake: { heading: "page", next: "reload" },
} as const satisfies Record<string, Presentation>;

export type FailureCode = keyof typeof FAILURES;
export const FAILURE_CODES = Object.keys(FAILURES) as FailureCode[];

/** Why something failed, passed from where it went wrong to the page that shows it. */
export type Failure = {
	code: FailureCode;
	/** The vendor's own code, e.g. `AADSTS50105`, for the helpdesk. */
	vendorCode?: string | undefined;
	/** Identifies a sign-in in the tenant's log. */
	correlationId?: string | undefined;
	/** Identifies a call in Graph's log. */
	requestId?: string | undefined;
	/** How long the vendor asks to wait, in milliseconds. */
	retryAfterMs?: number | undefined;
	/** The claims that a new token has to satisfy. */
	claims?: string | undefined;
	/** The scope that was requested. */
	scope?: string | undefined;
	/** What was thrown. */
	cause?: unknown;
};

/** The outcome of a call. */
export type Result<T> = { ok: true; value: T } | Failed;
export type Failed = { ok: false; failure: Failure };

export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });

export const failed = (code: FailureCode, more: Omit<Failure, "code"> = {}): Failed => ({
	ok: false,
	failure: { code, ...more },
});

export const headingOf = ({ code }: Failure): Heading => FAILURES[code].heading;
export const nextStep = ({ code }: Failure): NextStep => FAILURES[code].next;

/** Whether only another sign-in helps. */
export const needsSignIn = (failure: Failure): boolean => nextStep(failure) === "sign-in";

/** Carries a failure through code that can only throw. */
export class FailureError extends Error {
	override name = "FailureError";
	readonly failure: Failure;
	constructor(failure: Failure) {
		super(failure.code, { cause: failure.cause });
		this.failure = failure;
	}
}

/** What browsers throw (Web IDL, "DOMException names"; Storage, "QuotaExceededError"). */
const BY_NAME: Readonly<Record<string, FailureCode>> = {
	QuotaExceededError: "storage-full",
	NS_ERROR_DOM_QUOTA_REACHED: "storage-full",
	SecurityError: "storage-blocked",
	// Every call maps its own failures. These remain: calls in flight when the network or the page went away.
	AbortError: "portal-no-answer",
	TimeoutError: "portal-no-answer",
	NetworkError: "portal-no-answer",
};

/** Translates an exception of browser storage: it is either full or blocked. */
export function storageFailure(error: unknown): Failure {
	const { code } = thrownFailure(error);
	return { code: code === "storage-full" ? code : "storage-blocked", cause: error };
}

/** Translates an unexpected exception; an unknown one is a bug of ours. */
export function thrownFailure(error: unknown): Failure {
	if (error instanceof FailureError) return error.failure;
	const name = error instanceof Error ? error.name : "";
	return { code: BY_NAME[name] ?? "mistake", cause: error };
}
