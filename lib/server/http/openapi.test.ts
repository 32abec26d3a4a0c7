import { expect, test } from "vitest";
import { failuresOf, INTERFACE, type Route } from "#lib/interface/interface.ts";
import { openApi } from "./openapi.ts";
import { problem } from "./problem.ts";

const ROUTES = Object.entries(INTERFACE) as [string, Route][];

type Operation = {
	security?: object[];
	parameters: { name: string; in: string }[];
	requestBody?: { content: { "application/json": { schema: Record<string, unknown> } } };
	responses: Record<string, { description: string }>;
};

test("/api/openapi.json has every call, with its rights, input and failures", () => {
	const { paths } = openApi() as { paths: Record<string, Record<string, Operation>> };
	const documented = Object.entries(paths).flatMap(([path, calls]) =>
		Object.keys(calls).map((method) => `${method.toUpperCase()} ${path}`),
	);
	expect(documented.sort()).toEqual(ROUTES.map(([name]) => name).sort());
	for (const [name, route] of ROUTES) {
		const [method = "", path = ""] = name.split(" ");
		const call = paths[path]?.[method.toLowerCase()];
		expect(Boolean(call?.security), name).toBe(["caller", "helpdesk"].includes(route.may));
		expect(Boolean(call?.requestBody), name).toBe(route.body !== undefined);
		const parts = path.match(/\{\w+\}/g)?.map((part) => part.slice(1, -1)) ?? [];
		const named = call?.parameters.filter((one) => one.in === "path").map((one) => one.name);
		expect(named, name).toEqual(parts);
		const codes = Object.values(call?.responses ?? {}).map(({ description }) => description);
		for (const code of failuresOf(route)) {
			if (!(problem({ code }).body.status in (route.also ?? {})))
				expect(codes.join(), name).toContain(code);
		}
	}
});

test("the document has each body's schema", () => {
	const { paths } = openApi() as { paths: Record<string, Record<string, Operation>> };
	const body = paths["/api/helpdesk/links"]?.post?.requestBody?.content["application/json"].schema;
	expect(body).toMatchObject({
		type: "object",
		additionalProperties: false,
		properties: { way: { enum: ["portal", "guided"] } },
	});
});

test("the document has every status of a call with several, and the failures of an unexpected body", () => {
	const { paths } = openApi() as { paths: Record<string, Record<string, Operation>> };
	const of = (method: string, path: string) => paths[path]?.[method]?.responses;
	expect(of("get", "/api/health/ready")?.[503]).toEqual({
		description: "it cannot take traffic; the state of each part",
		content: { "application/json": {} },
	});
	expect(Object.keys(of("post", "/api/helpdesk/tickets") ?? {})).toEqual(
		expect.arrayContaining(["200", "201"]),
	);
	expect(of("delete", "/api/helpdesk/links/{link}")).toMatchObject({
		400: { description: "body-not-json, request-mistaken" },
		413: { description: "body-too-large" },
	});
});
