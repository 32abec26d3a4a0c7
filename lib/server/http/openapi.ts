import * as z from "zod";
import {
	failuresOf,
	INTERFACE,
	type Right,
	type Route,
	type RouteName,
} from "#lib/interface/interface.ts";
import { problem } from "./problem.ts";

const RIGHTS: Record<Right, string> = {
	anybody: "Anybody may call.",
	operator: "Only from this machine, or with METRICS_TOKEN as a Bearer token.",
	ticket: "Anybody who knows the ticket may call.",
	link: "Anybody who knows the link may call.",
	caller: "Needs an access token for the portal's own API.",
	helpdesk: "Needs an access token with the helpdesk's app role.",
};

const PROBLEM = {
	type: "object",
	required: ["type", "title", "status", "code", "detail"],
	properties: {
		type: { type: "string" },
		title: { type: "string" },
		status: { type: "integer" },
		code: { type: "string" },
		detail: { type: "string" },
	},
};

const REPEAT_KEY = {
	name: "Idempotency-Key",
	in: "header",
	required: false,
	description: "A random value. A call repeated with the same value is executed only once.",
	schema: { type: "string", pattern: "^[\\w-]{16,64}$" },
};

let document: object | undefined;

/** The interface as OpenAPI 3.1, generated from its table. Answers are described, not modelled. */
export function openApi(): object {
	document ??= {
		openapi: "3.1.0",
		info: {
			title: "Keyturn",
			version: "1",
			description: "The interface of the portal's server. Errors are problem documents (RFC 9457).",
		},
		paths: pathsOf(Object.entries(INTERFACE) as [RouteName, Route][]),
		components: {
			schemas: { Problem: PROBLEM },
			securitySchemes: { bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
		},
	};
	return document;
}

function pathsOf(routes: readonly [RouteName, Route][]) {
	const paths: Record<string, Record<string, object>> = {};
	for (const [name, route] of routes) {
		const [method = "", path = ""] = name.split(" ");
		paths[path] = { ...paths[path], [method.toLowerCase()]: operation(name, path, route) };
	}
	return paths;
}

function operation(name: string, path: string, route: Route) {
	const { may, does, body, again, answer, also } = route;
	return {
		operationId: name.replaceAll(/[^a-z]+/gi, "-").toLowerCase(),
		summary: does,
		description: RIGHTS[may],
		...((may === "caller" || may === "helpdesk") && { security: [{ bearer: [] }] }),
		parameters: [
			...pathParameters(path, route),
			...queryParameters(route),
			...(again === "same-answer" ? [REPEAT_KEY] : []),
		],
		...(body && {
			requestBody: {
				required: true,
				content: { "application/json": { schema: schemaOf(body) } },
			},
		}),
		responses: {
			...problems(route),
			...Object.fromEntries(
				Object.entries({ [answer.status]: does, ...also }).map(([status, description]) => [
					status,
					{ description, ...(answer.type && { content: { [answer.type]: {} } }) },
				]),
			),
		},
	};
}

function pathParameters(path: string, { params }: Route) {
	const schemas: Record<string, z.ZodType> = params?.shape ?? {};
	return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => {
		const schema = schemas[name];
		return {
			name,
			in: "path",
			required: true,
			schema: schema ? schemaOf(schema) : { type: "string" },
		};
	});
}

function queryParameters({ query }: Route) {
	const schemas: Record<string, z.ZodType> = query?.shape ?? {};
	return Object.entries(schemas).map(([name, schema]) => ({
		name,
		in: "query",
		required: false,
		schema: schemaOf(schema),
	}));
}

/** Problems by status; several codes may share one. */
function problems(route: Route) {
	const byStatus = Map.groupBy(failuresOf(route), (code) => problem({ code }).body.status);
	return Object.fromEntries(
		[...byStatus].map(([status, codes]) => [
			status,
			{
				description: codes.join(", "),
				content: {
					"application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } },
				},
			},
		]),
	);
}

function schemaOf(schema: z.ZodType) {
	const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
	return rest;
}
