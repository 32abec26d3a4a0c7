import type { PublicError } from "@microsoft/microsoft-graph-types";
import { type Answer, type Headers, json } from "../http/call.ts";

export type RequestIds = { requestId: string; clientRequestId: string; at: Date };

/** A refusal by Graph, thrown or returned by a handler: see {@link refusal}. */
export type GraphRefusal = { status: number; code: string; message: string; headers?: Headers };

/**
 * Codes and messages from published answers of Microsoft Graph. The message for a wrong existing
 * password is only known from clients that look for `paramName: oldPassword`.
 */
export const REFUSALS = {
	/** Graph has a message for each reason. */
	badToken: {
		status: 401,
		code: "InvalidAuthenticationToken",
		message: "Access token validation failure.",
	},
	noPrivilege: {
		status: 403,
		code: "Authorization_RequestDenied",
		message: "Insufficient privileges to complete the operation.",
	},
	changeDenied: {
		status: 403,
		code: "Authorization_RequestDenied",
		message: "Access to change password operation is denied.",
	},
	unreadableBody: {
		status: 400,
		code: "BadRequest",
		message:
			"Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.",
	},
	onPremisesMastered: {
		status: 400,
		code: "Request_BadRequest",
		message:
			"Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.",
	},
	wrongPassword: {
		status: 400,
		code: "Request_BadRequest",
		message:
			"The specified password is invalid. paramName: oldPassword, paramValue: , objectType: Microsoft.Online.DirectoryServices.User",
	},
	weakPassword: {
		status: 400,
		code: "Request_BadRequest",
		message:
			"The specified password does not comply with password complexity requirements. Please provide a different password. paramName: newPassword, paramValue: , objectType: Microsoft.Online.DirectoryServices.User",
	},
	weakReset: {
		status: 400,
		code: "Request_BadRequest",
		message:
			"The specified password does not comply with password complexity requirements. Please provide a different password.",
	},
	searchNeedsHeader: {
		status: 400,
		code: "Request_UnsupportedQuery",
		message:
			"Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
	},
	unsearchable: {
		status: 400,
		code: "Request_UnsupportedQuery",
		message: "The specified property does not support $search.",
	},
	castNeedsHeader: {
		status: 400,
		code: "Request_UnsupportedQuery",
		message:
			"An OData cast is only supported with $count=true and the request header 'ConsistencyLevel: eventual'.",
	},
	unreadableFilter: { status: 400, code: "BadRequest", message: "Invalid filter clause" },
	strangePageToken: {
		status: 400,
		code: "Request_BadRequest",
		message: "The specified page token value is not of this request.",
	},
	tooManyInBatch: {
		status: 400,
		code: "BadRequest",
		message: "Number of requests inside batch exceed the limit",
	},
	notInPractice: {
		status: 400,
		code: "Request_BadRequest",
		message:
			"The practice tenant changes nothing but the passwordProfile of a user, with forceChangePasswordNextSignIn.",
	},
	methodNotAllowed: {
		status: 405,
		code: "Request_BadRequest",
		message: "Specified HTTP method is not allowed for the request target.",
	},
} as const satisfies Record<string, GraphRefusal>;

export function missingParameter(name: string): GraphRefusal {
	return {
		status: 400,
		code: "Request_BadRequest",
		message: `A value is required for property '${name}' of resource 'User'.`,
	};
}

export function wrongPageSize(asked: string): GraphRefusal {
	return {
		status: 400,
		code: "Request_UnsupportedQuery",
		message: `Invalid page size specified: '${asked}'. Must be between 1 and 999 inclusive.`,
	};
}

export function unsupportedFilter(property: string): GraphRefusal {
	return {
		status: 400,
		code: "Request_UnsupportedQuery",
		message: `Unsupported or invalid query filter clause specified for property '${property}' of resource.`,
	};
}

export function wrongBatch(message: string): GraphRefusal {
	return { status: 400, code: "BadRequest", message };
}

export function unknownProperty(name: string, type: string): GraphRefusal {
	return {
		status: 400,
		code: "BadRequest",
		message: `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type 'microsoft.graph.${type}'.`,
	};
}

export function unknownSegment(segment: string): GraphRefusal {
	return {
		status: 400,
		code: "BadRequest",
		message: `Resource not found for the segment '${segment}'.`,
	};
}

export function unknownObject(id: string): GraphRefusal {
	return {
		status: 404,
		code: "Request_ResourceNotFound",
		message: `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
	};
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
