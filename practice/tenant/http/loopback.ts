import type { IncomingHttpHeaders } from "node:http";

const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * Whether the `Host` header names this machine. Any other name could be a website that resolves
 * its name to 127.0.0.1 (DNS rebinding) to get at the sample passwords.
 */
export function isLoopbackHost(host: string | undefined): boolean {
	if (host === undefined) return false;
	const url = URL.parse(`http://${host}`);
	return url !== null && LOOPBACK_HOSTS.has(url.hostname);
}

/**
 * Whether a request comes from one of the tenant's own pages or from no page at all. Browsers send
 * `Sec-Fetch-Site` or `Origin`, which pages cannot change (Fetch Metadata, W3C).
 */
export function isFromOwnPage(headers: IncomingHttpHeaders): boolean {
	const site = headers["sec-fetch-site"];
	if (site !== undefined && site !== "same-origin" && site !== "none") return false;
	return headers.origin === undefined || URL.parse(headers.origin)?.host === headers.host;
}
