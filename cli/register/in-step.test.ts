import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { NO_APPLICATION } from "./application.ts";
import { firstChanges, secondChanges, withChanges } from "./application-changes.ts";
import { PERMISSIONS } from "./wanted.ts";

/** Code, manifest and docs of the registration are consistent. */

const ROOT = join(import.meta.dirname, "../..");
const text = (path: string) => readFileSync(join(ROOT, path), "utf8");

function sources(folder: string): string[] {
	return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
		.filter((name) => /\.tsx?$/.test(name) && !name.includes(".test."))
		.map((name) => `${folder}/${name.replaceAll("\\", "/")}`);
}

/** What the sign-in library always requests (MSAL's `OIDC_DEFAULT_SCOPES`). */
const OF_THE_LIBRARY = ["openid", "profile", "offline_access"];

test("the permissions are exactly those that the code requests from Graph", () => {
	const places = [
		...sources("lib/browser"),
		...sources("lib/entra"),
		...sources("lib/core"),
		...sources("lib/server/settings"),
	];
	const named = places.flatMap((place) =>
		[...text(place).matchAll(/"((?:[A-Z][\w-]*\.Read(?:Write)?(?:\.\w+)? ?)+)"/g)].flatMap(
			([, names = ""]) => names.split(" "),
		),
	);
	const asked = [...OF_THE_LIBRARY, ...new Set(named)].sort();
	expect(PERMISSIONS.map(({ name }) => name).sort()).toEqual(asked);
});

test("the manifest is what the command would create", () => {
	expect(JSON.parse(text("docs/app-manifest.json"))).toEqual(manifest());
});

describe("the docs", () => {
	const docs = text("docs/app-registration.md");

	test.each(PERMISSIONS)("name $name, its id and what it is for", ({ name, id }) => {
		expect(docs).toMatch(new RegExp(`^\\| \`${name}\` \\|.*\\| \`${id}\` \\|$`, "m"));
	});

	test("name exactly the options that the command has", () => {
		const script = text("cli/register.ts");
		const options = script.slice(script.indexOf("const OPTIONS"), script.indexOf("} as const"));
		const had = [...options.matchAll(/^\t"?([a-z-]+)"?: \{/gm)].map(([, name]) => name);
		const documented = [...docs.matchAll(/(?<![\w-])--([a-z][a-z-]+)(?=[\s`,]|$)/gm)].map(
			([, name]) => name,
		);
		const ofOthers = ["method", "url", "headers", "body", "query"];
		const own = [...new Set(documented)].filter((name) => !ofOthers.includes(name ?? ""));
		expect(own.sort()).toEqual(had.filter((name) => name !== "help").sort());
	});

	test.each([
		["lib/entra/sign-in/msal-configuration.ts", /REDIRECT_PAGE = "(.*)"/, "/auth"],
		["lib/server/http/token.ts", /SCOPE = "(.*)"/, "Access"],
		[".env.example", /HELPDESK_ROLE=(.*)/, "Keyturn.Helpdesk"],
	])("name what %s relies on", (place, where, value) => {
		expect(where.exec(text(place))?.[1]).toBe(value);
		expect(docs).toContain(value);
		expect(JSON.stringify(manifest())).toContain(value);
	});
});

test("the portal never loads the registration code, which calls Graph", () => {
	const others = ["app", "components", "lib"].flatMap(sources);
	const own = others.filter((place) => !place.startsWith("cli/register/"));
	expect(own.filter((place) => /register\/[\w-]+\.ts"/.test(text(place)))).toEqual([]);
});

/** Placeholders for the values that differ between portals. */
const CLIENT_ID = "{client id}";
const PORTAL_URL = "{portal url}";

/** The whole registration in the format of Graph and the admin center, `docs/app-manifest.json`. */
function manifest(): object {
	const wanted = {
		name: "Keyturn",
		portalUrl: PORTAL_URL,
		helpdeskRole: "Keyturn.Helpdesk",
		permissions: PERMISSIONS,
	};
	const first = withChanges(NO_APPLICATION, firstChanges(NO_APPLICATION, wanted));
	return { displayName: wanted.name, ...withChanges(first, secondChanges(first, CLIENT_ID)) };
}
