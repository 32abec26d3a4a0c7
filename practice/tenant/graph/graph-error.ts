import type { PublicError } from "@microsoft/microsoft-graph-types";
import { type Answer, type Headers, json } from "../http/call.ts";

export type RequestIds = { requestId: string; clientRequestId: string; at: Date };

/** A refusal by Graph, returned by a handler. */
export type GraphRefusal = { status: number; code: string; message: string; headers?: Headers };

const refusing =
	(status: number, code: string) =>
	(message: string): GraphRefusal => ({ status, code, message });
const malformed = refusing(400, "BadRequest");
const mistaken = refusing(400, "Request_BadRequest");
const unsupported = refusing(400, "Request_UnsupportedQuery");
const denied = refusing(403, "Authorization_RequestDenied");

/**
 * Codes and messages from published answers of Microsoft Graph. The message for a wrong existing
 * password is only known from clients that look for `paramName: oldPassword`.
 */
export const REFUSALS = {
	/** Graph has a message for each reason. */
	badToken: refusing(401, "InvalidAuthenticationToken")("Access token validation failure."),
	noPrivilege: denied("Insufficient privileges to complete the operation."),
	changeDenied: denied("Access to change password operation is denied."),
	unreadableBody: malformed(
		"Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.",
	),
	onPremisesMastered: mistaken(
		"Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.",
	),
	wrongPassword: mistaken(
		"The specified password is invalid. paramName: oldPassword, paramValue: , objectType: Microsoft.Online.DirectoryServices.User",
	),
	weakPassword: mistaken(
		"The specified password does not comply with password complexity requirements. Please provide a different password. paramName: newPassword, paramValue: , objectType: Microsoft.Online.DirectoryServices.User",
	),
	weakReset: mistaken(
		"The specified password does not comply with password complexity requirements. Please provide a different password.",
	),
	searchNeedsHeader: unsupported(
		"Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
	),
	unsearchable: unsupported("The specified property does not support $search."),
	castNeedsHeader: unsupported(
		"An OData cast is only supported with $count=true and the request header 'ConsistencyLevel: eventual'.",
	),
	unreadableFilter: malformed("Invalid filter clause"),
	strangePageToken: mistaken("The specified page token value is not of this request."),
	tooManyInBatch: malformed("Number of requests inside batch exceed the limit"),
	notInPractice: mistaken(
		"The practice tenant changes nothing but the passwordProfile of a user, with forceChangePasswordNextSignIn.",
	),
	methodNotAllowed: refusing(
		405,
		"Request_BadRequest",
	)("Specified HTTP method is not allowed for the request target."),
} satisfies Record<string, GraphRefusal>;

export function missingParameter(name: string): GraphRefusal {
	return mistaken(`A value is required for property '${name}' of resource 'User'.`);
}

export function wrongPageSize(asked: string): GraphRefusal {
	return unsupported(
		`Invalid page size specified: '${asked}'. Must be between 1 and 999 inclusive.`,
	);
}

export function unsupportedFilter(property: string): GraphRefusal {
	return unsupported(
		`Unsupported or invalid query filter clause specified for property '${property}' of resource.`,
	);
}

export function wrongBatch(message: string): GraphRefusal {
	return malformed(message);
}

export function unknownProperty(name: string, type: string): GraphRefusal {
	return malformed(
		`Parsing OData Select and Expand failed: Could not find a property named '${name}' on type 'microsoft.graph.${type}'.`,
	);
}

export function unknownSegment(segment: string): GraphRefusal {
	return malformed(`Resource not found for the segment '${segment}'.`);
}

export function unknownObject(id: string): GraphRefusal {
	return refusing(
		404,
		"Request_ResourceNotFound",
	)(
		`Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
	);
}

/**
 * @returns Graph's error body (Microsoft Learn, `graph/errors`; for throttling, `graph/throttling`); its date
 * has no time zone.
 */
export function refuse(
	{ status, code, message, headers = {} }: GraphRefusal,
	{ requestId, clientRequestId, at }: RequestIds,
): Answer {
	const innerError = {
		...(status === 429 && { code: String(status), message: "Please retry after", status: "429" }),
		date: at.toISOString().slice(0, 19),
		"request-id": requestId,
		"client-request-id": clientRequestId,
	};
	// Microsoft's types lack the inner fields of every answer: date and ids.
	const error = { code, message } satisfies PublicError;
	const own = { "content-type": "application/json", "cache-control": "no-cache" };
	return json(status, { error: { ...error, innerError } }, { ...own, ...headers });
}
