import type { Answer, Call, Headers } from "../http/call.ts";

/** What the browser lets a page read of Graph's answers; change it at will. */
export type CorsSettings = {
	/** Needed to answer a claims challenge. */
	exposesWwwAuthenticate: boolean;
	/**
	 * Readable in newer recorded answers and in Microsoft's own Dev Proxy; in 2022 it was not
	 * (microsoftgraph/microsoft-graph-docs#17488). Off, a page has to wait by a measure of its own.
	 */
	exposesRetryAfter: boolean;
};

export function createCorsSettings(): CorsSettings {
	return { exposesWwwAuthenticate: true, exposesRetryAfter: true };
}

const ALWAYS_EXPOSED: readonly string[] = [
	"ETag",
	"Location",
	"Preference-Applied",
	"Content-Range",
	"request-id",
	"client-request-id",
	"ReadWriteConsistencyToken",
	"SdkVersion",
	"x-ms-client-gcc-tenant",
];

/** The headers of every answer to a page. Graph lets any page ask: the token is what counts. */
export function corsHeaders(settings: CorsSettings): Headers {
	const exposed = [
		...ALWAYS_EXPOSED,
		...(settings.exposesWwwAuthenticate ? ["WWW-Authenticate"] : []),
		...(settings.exposesRetryAfter ? ["Retry-After"] : []),
	];
	return {
		"access-control-allow-origin": "*",
		"access-control-expose-headers": exposed.join(", "),
	};
}

/** The answer to a preflight (Fetch Standard, section 3.3). */
export function preflight({ headers }: Call): Answer {
	const asked = headers["access-control-request-headers"];
	return {
		status: 200,
		headers: {
			"access-control-allow-origin": "*",
			"access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE, OPTIONS",
			...(asked !== undefined && { "access-control-allow-headers": asked }),
			"access-control-max-age": "3600",
			vary: "Access-Control-Request-Headers",
		},
	};
}
