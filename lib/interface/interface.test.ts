import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openApi } from "#lib/server/http/openapi.ts";
import { failuresOf, INTERFACE, type Route } from "./interface.ts";

const ROUTES = Object.entries(INTERFACE) as [string, Route][];

test("ARCHITECTURE.md has the table as it is", () => {
	const told = readFileSync(join(import.meta.dirname, "../../ARCHITECTURE.md"), "utf8")
		.split("\n")
		.filter((line) => /^\| `[A-Z]+ \/api\//.test(line));
	expect(told).toEqual(ROUTES.map(([name, { may, does }]) => `| \`${name}\` | ${may} | ${does} |`));
});

type Operation = {
	security?: object[];
	parameters: { name: string; in: string }[];
	requestBody?: { content: { "application/json": { schema: Record<string, unknown> } } };
	responses: Record<string, { description: string }>;
};

test("/api/openapi.json has every call, with its rights, input and failures", () => {
	const { paths } = openApi() as { paths: Record<string, Record<string, Operation>> };
	const told = Object.entries(paths).flatMap(([path, calls]) =>
		Object.keys(calls).map((method) => `${method.toUpperCase()} ${path}`),
	);
	expect(told.sort()).toEqual(ROUTES.map(([name]) => name).sort());
	for (const [name, route] of ROUTES) {
		const [method = "", path = ""] = name.split(" ");
		const call = paths[path]?.[method.toLowerCase()];
		expect(Boolean(call?.security), name).toBe(["caller", "helpdesk"].includes(route.may));
		expect(Boolean(call?.requestBody), name).toBe(route.body !== undefined);
		const parts = path.match(/\{\w+\}/g)?.map((part) => part.slice(1, -1)) ?? [];
		const named = call?.parameters.filter((one) => one.in === "path").map((one) => one.name);
		expect(named, name).toEqual(parts);
		const codes = Object.values(call?.responses ?? {}).map(({ description }) => description);
		for (const code of failuresOf(route)) expect(codes.join(), name).toContain(code);
	}
});

test("a body's own form is in the document", () => {
	const { paths } = openApi() as { paths: Record<string, Record<string, Operation>> };
	const body = paths["/api/helpdesk/links"]?.post?.requestBody?.content["application/json"].schema;
	expect(body).toMatchObject({
		type: "object",
		additionalProperties: false,
		properties: { way: { enum: ["portal", "guided"] } },
	});
});

test("whatever lies below the helpdesk's address is the helpdesk's alone", () => {
	const rights = ROUTES.filter(([name]) => name.includes("/helpdesk/")).map(([, { may }]) => may);
	expect(new Set(rights)).toEqual(new Set(["helpdesk"]));
});
