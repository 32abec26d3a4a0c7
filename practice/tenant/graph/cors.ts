import type { Answer, Call, Headers } from "../http/call.ts";

const EXPOSED = [
	"ETag",
	"Location",
	"Preference-Applied",
	"Content-Range",
	"request-id",
	"client-request-id",
	"ReadWriteConsistencyToken",
	"SdkVersion",
	"x-ms-client-gcc-tenant",
	// Needed to respond to a claims challenge.
	"WWW-Authenticate",
	// In newer recorded answers and in Microsoft's own Dev Proxy; not in 2022 (microsoftgraph/microsoft-graph-docs#17488).
	"Retry-After",
];

/** The headers of every response to a page. Graph allows every origin: only the token counts. */
export const CORS_HEADERS: Headers = {
	"access-control-allow-origin": "*",
	"access-control-expose-headers": EXPOSED.join(", "),
};

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
