import type { Settings } from "#lib/server/settings/settings.ts";

/**
 * Text becomes code only by two policies (Trusted Types, W3C): webpack's own, which loads the portal's files,
 * and one that knows a single address (`last-state.ts`). A script that is written into a page in any other
 * way is stopped by the browser. React and the sign-in library need no policy.
 */
const TRUSTED_TYPES =
	"require-trusted-types-for 'script'; trusted-types nextjs#bundler keyturn-offline";

/** What judges passwords can load its parts, but call nobody. */
export const WORKER_POLICY = `default-src 'none'; script-src 'self'; ${TRUSTED_TYPES}`;

/** What shows a page of its own without a connection passes on what is asked of the portal, and loads nothing. */
export const SERVICE_WORKER_POLICY = "default-src 'none'; connect-src 'self'";

/**
 * The policy of one page (CSP Level 3): its own files, the hashes of its own inline scripts, and the
 * tenant's sign-in and Graph. Nothing else is loaded, called, framed or framed by.
 *
 * @param scriptHashes as the policy spells them, e.g. `'sha256-…'`
 */
export function contentSecurityPolicy(settings: Settings, scriptHashes: readonly string[]): string {
	const { authority, graphUrl } = settings.tenant;
	const tenant = new URL(authority).origin;
	const graph = new URL(graphUrl).origin;
	return [
		"default-src 'none'",
		["script-src 'self'", ...scriptHashes].join(" "),
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
		TRUSTED_TYPES,
	].join("; ");
}
