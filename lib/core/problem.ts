/** The stable codes of the portal's problem documents (RFC 9457). Each has a sentence in every catalogue. */
export type ProblemCode =
	| "token-missing"
	| "token-refused"
	| "scope-missing"
	| "claims-needed"
	| "role-missing"
	| "tenant-unreachable"
	| "body-not-json"
	| "body-too-large"
	| "body-mistaken"
	| "watch-not-found"
	| "watch-ended"
	| "link-not-found"
	| "link-changed-meanwhile"
	| "look-up-ended"
	| "reference-not-found"
	| "too-many-requests"
	| "too-many-open"
	| "key-reused"
	| "route-not-found"
	| "request-mistaken"
	| "request-too-slow"
	| "headers-too-large"
	| "method-not-allowed"
	| "store-unavailable"
	| "unexpected";

/** A problem document of the portal, media type `application/problem+json`. */
export type Problem = {
	type: string;
	title: string;
	status: number;
	code: ProblemCode;
	/** What was wrong and how to fix it; never a secret, never the input. */
	detail: string;
};
