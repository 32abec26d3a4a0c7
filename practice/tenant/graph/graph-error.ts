import { type Answer, type Headers, json } from "../http/call.ts";

export type RequestIds = { requestId: string; clientRequestId: string; at: Date };

/** A refusal of Graph, to be thrown or returned by a handler: see {@link refusal}. */
export type GraphRefusal = { status: number; code: string; message: string; headers?: Headers };

/**
 * Codes and words as seen in published answers of Microsoft Graph. The word for a wrong existing
 * password is known from clients that look for `paramName: oldPassword` only.
 */
export const REFUSALS = {
	emptyToken: {
		status: 401,
		code: "InvalidAuthenticationToken",
		message: "Access token is empty.",
	},
	malformedToken: {
		status: 401,
		code: "InvalidAuthenticationToken",
		message: "IDX14100: JWT is not well formed, there are no dots (.).",
	},
	expiredToken: {
		status: 401,
		code: "InvalidAuthenticationToken",
		message: "Lifetime validation failed, the token is expired.",
	},
	wrongAudience: {
		status: 401,
		code: "InvalidAuthenticationToken",
		message: "Access token validation failure. Invalid audience.",
	},
	badSignature: {
		status: 401,
		code: "InvalidAuthenticationToken",
		message: "Signature is invalid.",
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

/** @returns Graph's error body (Microsoft Learn, `graph/errors`); its date has no zone. */
export function refuse(
	{ status, code, message, headers = {} }: GraphRefusal,
	{ requestId, clientRequestId, at }: RequestIds,
): Answer {
	const innerError = {
		date: at.toISOString().slice(0, 19),
		"request-id": requestId,
		"client-request-id": clientRequestId,
	};
	return json(status, { error: { code, message, innerError } }, headers);
}
