/**
 * Microsoft Graph's answers as documented, by fields and types: `?` marks a documented nullable field, a list has
 * the shape of its items. Undocumented answers, such as the errors of `changePassword`, are not included.
 */

type Shape = string | readonly [Shape] | { readonly [field: string]: Shape };

type Documented = {
	/** The page, and which example on it. */
	source: string;
	status: number;
	/** The example's headers, with patterns for their values. */
	headers?: { readonly [name: string]: string };
	body?: Shape;
};

const LEARN = "https://learn.microsoft.com/graph";

const DEFAULT_USER = {
	businessPhones: ["string"],
	displayName: "string?",
	givenName: "string?",
	id: "string",
	jobTitle: "string?",
	mail: "string?",
	mobilePhone: "string?",
	officeLocation: "string?",
	preferredLanguage: "string?",
	surname: "string?",
	userPrincipalName: "string",
} as const;

const ERROR = {
	error: {
		code: "string",
		message: "string",
		innerError: { date: "string", "request-id": "string", "client-request-id": "string" },
	},
} as const;

const METADATA_TYPE = "^application/json;odata.metadata=minimal;";

export const DOCUMENTED = {
	me: {
		source: `${LEARN}/api/user-get#example-2-signed-in-user-request`,
		status: 200,
		headers: { "content-type": METADATA_TYPE },
		body: DEFAULT_USER,
	},
	selectedUser: {
		source: `${LEARN}/api/user-get#example-3-use-select-to-retrieve-specific-properties-of-a-user`,
		status: 200,
		body: {
			"@odata.context": "string",
			displayName: "string",
			givenName: "string",
			identities: [{ signInType: "string", issuer: "string", issuerAssignedId: "string" }],
		},
	},
	users: {
		source: `${LEARN}/api/user-list#example-1-get-all-users`,
		status: 200,
		body: { "@odata.context": "string", "@odata.nextLink": "string", value: [DEFAULT_USER] },
	},
	countedUsers: {
		source: `${LEARN}/api/user-list, with $count=true and ConsistencyLevel: eventual`,
		status: 200,
		body: {
			"@odata.context": "string",
			"@odata.count": "number",
			value: [{ displayName: "string", mail: "string?", userPrincipalName: "string" }],
		},
	},
	transitiveMemberOf: {
		source: `${LEARN}/api/user-list-transitivememberof#example-1`,
		status: 200,
		body: {
			"@odata.context": "string",
			value: [{ "@odata.type": "string", id: "string", displayName: "string?" }],
		},
	},
	directoryRoles: {
		source: `${LEARN}/api/directoryrole-list#example`,
		status: 200,
		body: {
			"@odata.context": "string",
			value: [
				{
					id: "string",
					deletedDateTime: "null",
					description: "string",
					displayName: "string",
					roleTemplateId: "string",
				},
			],
		},
	},
	changePassword: { source: `${LEARN}/api/user-changepassword#response-1`, status: 204 },
	updateUser: { source: `${LEARN}/api/user-update#response-3`, status: 204 },
	error: {
		source: `${LEARN}/errors#json-representation`,
		status: 404,
		headers: { "content-type": "^application/json$" },
		body: ERROR,
	},
	throttled: {
		source: `${LEARN}/throttling#sample-response`,
		status: 429,
		headers: { "retry-after": "^\\d+$" },
		body: {
			error: {
				code: "string",
				message: "string",
				innerError: {
					code: "string",
					date: "string",
					message: "string",
					"request-id": "string",
					status: "string",
					"client-request-id": "string",
				},
			},
		},
	},
	batch: {
		source: `${LEARN}/json-batching#example-json-batch-response`,
		status: 200,
		body: {
			responses: [
				{
					id: "string",
					status: "number",
					headers: {
						"Cache-Control": "string",
						"Content-Type": "string",
						"x-ms-resource-unit": "string",
					},
				},
			],
		},
	},
	insideBatch: {
		source: `${LEARN}/json-batching#example-json-batch-response, request 5`,
		status: 200,
		headers: {
			"Cache-Control": "^no-cache$",
			"x-ms-resource-unit": "^\\d+$",
			"OData-Version": "^4\\.0$",
			"Content-Type": METADATA_TYPE,
		},
		body: { "@odata.context": "string", value: [{ "@odata.type": "string", id: "string" }] },
	},
	refusedInsideBatch: {
		source: `${LEARN}/json-batching#example-json-batch-response, request 3`,
		status: 403,
		headers: {
			"Cache-Control": "^no-cache$",
			"x-ms-resource-unit": "^\\d+$",
			"Content-Type": "^application/json$",
		},
		body: ERROR,
	},
	methodInsideBatch: {
		source: `${LEARN}/json-batching#example-json-batch-response, request 4`,
		status: 405,
		headers: { "x-ms-resource-unit": "^1$", "Content-Type": "^application/json$" },
		body: ERROR,
	},
} as const satisfies Record<string, Documented>;

/** Lists where a value differs from its documented shape: missing fields, other types, unknown fields. */
export function differences(shape: Shape, value: unknown, at = ""): string[] {
	if (typeof shape === "string") return isOfType(shape, value) ? [] : [`${at}: not ${shape}`];
	if (Array.isArray(shape)) {
		if (!Array.isArray(value)) return [`${at}: not a list`];
		const [item] = shape as readonly [Shape];
		return value.flatMap((one, index) => differences(item, one, `${at}[${index}]`));
	}
	if (typeof value !== "object" || value === null) return [`${at}: not an object`];
	const fields = new Map(Object.entries(value));
	const known = Object.entries(shape as Record<string, Shape>);
	return [
		...known.flatMap(([name, one]) =>
			fields.has(name)
				? differences(one, fields.get(name), `${at}.${name}`)
				: [`${at}.${name}: missing`],
		),
		...[...fields.keys()]
			.filter((name) => !known.some(([one]) => one === name))
			.map((name) => `${at}.${name}: not documented`),
	];
}

function isOfType(shape: string, value: unknown): boolean {
	if (shape === "null") return value === null;
	return typeof value === shape.replace("?", "") || (shape.endsWith("?") && value === null);
}
