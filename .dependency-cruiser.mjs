/** The rooms that each room may import from. A file listed here counts as a room of its own. */
const ARROWS = {
	"lib/core": [],
	"lib/log": [],
	"lib/command-line": [],
	"lib/clock": ["lib/log"],
	"lib/text": ["messages"],
	"lib/interface": ["lib/core", "lib/text"],
	"lib/entra": ["lib/core"],
	"lib/browser": ["lib/core", "lib/entra", "lib/interface", "lib/text"],
	"lib/directory": ["lib/core", "lib/clock", "lib/log"],
	"lib/server": ["lib/core", "lib/clock", "lib/log", "lib/text", "lib/interface", "lib/directory"],
	"server.ts": ["lib/server", "lib/log", "lib/command-line"],
	components: ["lib/core", "lib/entra", "lib/browser", "lib/text", "messages"],
	"components/test-support": ["components", "lib", "messages", "app/globals.css"],
	app: ["components", "lib/text"],
	messages: ["lib/text"],
	"next-intl.d.ts": ["messages", "lib/text"],
	tools: [],
	practice: [
		"tools",
		"lib/core",
		"lib/directory/name-service.ts",
		// Fills a practice portal's store with a history.
		"lib/server/store/store.ts",
	],
	cli: [
		"tools",
		"lib/core",
		"lib/clock",
		"lib/log",
		"lib/command-line",
		"lib/text",
		"lib/directory",
		"lib/server",
		// Injected into each page by the build.
		"lib/browser/site/note-early-press.ts",
		"practice/history.ts",
		"bench",
		"e2e/support",
	],
	contracts: ["tools", "lib", "cli", "practice", "bench/watch/portal.ts"],
	e2e: [
		"tools",
		"lib/core",
		"lib/server/settings/clouds.ts",
		"lib/text/locales.ts",
		"practice",
		"messages",
	],
	bench: [
		"tools",
		"messages",
		"lib/core",
		"lib/log",
		"lib/directory",
		"lib/server",
		"practice",
		"contracts/trust",
		"contracts/postgres",
		"e2e/support",
		"messages",
	],
	"next.config.js": ["cli", "lib/text"],
};

/** Code that visitors' browsers load, which must not use Node. Tests run in Node. */
const BROWSER = "^(app|components|lib/(core|text|interface|entra|browser))/(?!.*[.]test[.])";

/** Where each vendor's package may be imported; its types stay there. */
const VENDORS = {
	"@azure/": ["lib/entra/sign-in", "components/sign-in/sign-out-button.test.tsx"],
	"@microsoft/microsoft-graph-types": ["lib/entra/graph", "practice/tenant"],
	"@peculiar/": ["practice/domain/certificates.ts"],
	"@tanstack/": ["components/helpdesk/cohort"],
	"@zxcvbn-ts/": ["lib/browser/password-help", "cli/password-words.ts"],
	"dns-packet": ["practice/dns"],
	esbuild: ["cli", "tools/bundle.ts", "lib/server/what-is-loaded.test.ts"],
	"eventsource-parser": ["lib/browser/watch"],
	fastify: ["lib/server/http", "contracts/http"],
	"icu-minify": ["lib/text", "components/test-support", "lib/server/catalogue-texts.ts"],
	jose: ["lib/server/http", "practice/tenant", "bench/load"],
	jsqr: ["e2e"],
	kysely: ["lib/server/store", "lib/server/watches/store-failures.test.ts"],
	ldapts: ["lib/directory", "practice/domain", "practice/samba"],
	"libphonenumber-js": ["lib/server/phone-uri"],
	next: ["app", "components", "lib/text", "cli/client-pieces.ts"],
	"next-intl": ["app", "components", "lib/text", "lib/server/catalogue-texts.ts", "next.config.js"],
	nodemailer: ["lib/server/mail"],
	pg: ["lib/server/store/postgres.ts"],
	"oidc-provider": ["practice/tenant/sign-in"],
	playwright: ["e2e", "bench", "cli/bench.ts", "playwright.config.ts"],
	react: ["app", "components", "lib/text", "lib/entra/sign-in", "lib/browser"],
	"smtp-server": ["practice/mail"],
	syllable: ["messages/reading-age.ts"],
	uplot: ["components/helpdesk/cohort", "app"],
	uqr: ["components/ui/qr-code.tsx", "lib/browser/files"],
	vitest: [".*[.]test[.]", "components/test-support", "contracts", "practice", "vitest.config.ts"],
	zod: ["lib/interface", "lib/server", "practice"],
};

/** Generated files and type-only packages, which cannot be resolved. */
const NOT_THERE = ["#lib/browser/password-help/made/", "@microsoft/microsoft-graph-types"];

const any = (paths) => `^(${paths.join("|")})`;

/** Rooms inside a room, which have their own entry. */
const within = (room) => Object.keys(ARROWS).filter((other) => other.startsWith(`${room}/`));

const arrows = Object.entries(ARROWS).map(([room, others]) => ({
	name: `${room} looks into ${others.join(", ") || "nothing but itself"}`,
	severity: "error",
	from: { path: `^${room}(/|$)`, pathNot: within(room) },
	to: {
		pathNot: [`^${room}`, any(["node_modules", ...NOT_THERE, ...others])],
		dependencyTypesNot: ["core"],
	},
}));

const vendors = Object.entries(VENDORS).map(([vendor, users]) => ({
	name: `${vendor} is spoken to by ${users.join(", ")}`,
	severity: "error",
	from: { pathNot: any(users) },
	to: { path: `^(node_modules/)?${vendor}${vendor.endsWith("/") ? "" : "(/|$)"}` },
}));

export default {
	forbidden: [
		...arrows,
		...vendors,
		{
			name: "every file belongs to a room",
			severity: "error",
			from: { pathNot: any([...Object.keys(ARROWS), "\\w+[.]config[.]", "[.]dependency"]) },
			to: {},
		},
		{
			name: "a browser has nothing of Node's",
			severity: "error",
			from: { path: BROWSER },
			to: { dependencyTypes: ["core"] },
		},
		{
			name: "a browser takes types alone from the interface",
			severity: "error",
			from: { path: "^(app|components|lib/(core|entra|browser))/" },
			to: { path: "^lib/interface/", dependencyTypesNot: ["type-only"] },
		},
		{ name: "no circles", severity: "error", from: {}, to: { circular: true } },
		{
			name: "what is imported is there",
			severity: "error",
			from: {},
			to: { couldNotResolve: true, pathNot: any(NOT_THERE) },
		},
	],
	options: {
		parser: "swc",
		tsPreCompilationDeps: true,
		doNotFollow: { path: "node_modules" },
		exclude: { path: "^(?!node_modules)([.](?!dependency)|out/|public/)" },
		enhancedResolveOptions: {
			extensions: [".ts", ".tsx", ".mjs", ".js"],
			conditionNames: ["import", "node", "default"],
			exportsFields: ["exports"],
		},
	},
};
