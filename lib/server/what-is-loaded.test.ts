import { readFileSync } from "node:fs";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { environmentSchema } from "./settings/environment.ts";

/** All our files and all packages that an entry loads. */
async function loadedBy(entry: string): Promise<{ files: string[]; packages: string[] }> {
	const { metafile } = await build({
		entryPoints: [entry],
		bundle: true,
		write: false,
		metafile: true,
		format: "esm",
		platform: "node",
		packages: "external",
		logLevel: "error",
	});
	const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
	const packages = imports
		.filter(({ path, external }) => external && !path.startsWith("node:"))
		.map(({ path }) => /^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path);
	return { files: Object.keys(metafile.inputs), packages: [...new Set(packages)].sort() };
}

test("the portal's server loads no page, no browser code, and neither Next nor React", async () => {
	const { files, packages } = await loadedBy("server.ts");
	const foreign = /^(?:app|components|practice|cli|lib\/browser|lib\/entra)\//;
	expect(files.filter((file) => foreign.test(file))).toEqual([]);
	expect(files).toContain("lib/server/portal.ts");
	expect(packages).toContain("fastify");
	expect(packages.filter((name) => /^(?:next|react)/.test(name))).toEqual([]);
});

test("the portal's server has no means of getting a token from Entra", async () => {
	const { files } = await loadedBy("server.ts");
	const asks = /oauth2\/v2\.0\/token|client_(?:secret|assertion|credentials)/i;
	expect(files.filter((file) => asks.test(readFileSync(file, "utf8")))).toEqual([]);
	const settings = Object.keys(environmentSchema.shape).filter((name) => /ENTRA|GRAPH/.test(name));
	expect(settings).toEqual([
		"ENTRA_TENANT_ID",
		"ENTRA_CLIENT_ID",
		"ENTRA_CLOUD",
		"ENTRA_DOMAINS",
		"ENTRA_AUTHORITY",
		"GRAPH_URL",
	]);
});

test("the browser imports only types from the interface's table", async () => {
	const { files, packages } = await loadedBy("lib/browser/helpdesk/helpdesk-api.ts");
	expect(files).toContain("lib/browser/portal-api.ts");
	expect(files.filter((file) => file.startsWith("lib/interface/"))).toEqual([]);
	expect(packages).not.toContain("zod");
});
