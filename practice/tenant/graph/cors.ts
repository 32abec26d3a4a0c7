import type { Answer, Call, Headers } from "../http/call.ts";

/** Which of Graph's response headers pages can read; can be changed. */
export type CorsSettings = {
	/** Needed to respond to a claims challenge. */
	exposesWwwAuthenticate: boolean;
	/**
	 * Readable in newer recorded answers and in Microsoft's own Dev Proxy; not in 2022
	 * (microsoftgraph/microsoft-graph-docs#17488). If off, a page has to choose its own delays.
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

/** The headers of every response to a page. Graph allows every origin: only the token counts. */
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

/** The response to a preflight (Fetch Standard, section 3.3). */
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
