import type { Settings } from "#lib/server/settings/settings.ts";

/** The hashes of the inline scripts of each built page, by its path without the language. */
export type InlineScripts = Record<string, string[]>;

/**
 * The policy of one page (CSP Level 3): its own files, the hashes of its own inline scripts, and the
 * tenant's sign-in and Graph. Nothing else is loaded, called, framed or framed by.
 */
export function contentSecurityPolicy(settings: Settings, scriptHashes: readonly string[]): string {
	const { authority, graphUrl } = settings.tenant;
	const tenant = new URL(authority).origin;
	const graph = new URL(graphUrl).origin;
	const scripts = scriptHashes.map((hash) => `'sha256-${hash}'`);
	return [
		"default-src 'none'",
		["script-src 'self'", ...scripts].join(" "),
		"worker-src 'self'",
		"style-src 'self'",
		"img-src 'self' data:",
		"font-src 'self'",
		`connect-src 'self' ${[...new Set([tenant, graph])].join(" ")}`,
		`frame-src 'self' ${tenant}`,
		"manifest-src 'self'",
		"form-action 'none'",
		"base-uri 'none'",
		"object-src 'none'",
		"frame-ancestors 'self'",
	].join("; ");
}
