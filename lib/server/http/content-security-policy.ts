import type { Settings } from "#lib/server/settings/settings.ts";

/**
 * Only two Trusted Types policies (W3C) may turn text into code: webpack's own, which loads the
 * portal's files, and one that knows a single address (`offline-page.ts`). The browser blocks any other injected script. React and
 * MSAL need no policy.
 */
const TRUSTED_TYPES =
	"require-trusted-types-for 'script'; trusted-types nextjs#bundler keyturn-offline";

/** The password judge's worker may load its chunks but connect to nothing. */
export const WORKER_POLICY = `default-src 'none'; script-src 'self'; ${TRUSTED_TYPES}`;

/** The service worker for the offline page forwards requests to the portal and loads nothing. */
export const SERVICE_WORKER_POLICY = "default-src 'none'; connect-src 'self'";

/**
 * The policy of one page (CSP Level 3): its own files, the hashes of its inline scripts, and the
 * tenant's sign-in and Graph. Nothing else may be loaded, called or framed, nor may it be framed.
 *
 * @param scriptHashes in the policy's syntax, e.g. `'sha256-…'`
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
