import { randomUUID } from "node:crypto";
import { METHODS } from "node:http";
import type { Socket } from "node:net";
import fastify, {
	type FastifyError,
	type FastifyInstance,
	type FastifyReply,
	type FastifyRequest,
} from "fastify";
import type { ProblemCode } from "#lib/core/problem.ts";
import { SMALL_BODY_BYTES } from "#lib/interface/interface.ts";
import type { Log } from "#lib/log.ts";
import type { Portal } from "#lib/server/portal.ts";
import { addInterface } from "./add-interface.ts";
import { trustOf } from "./client-address.ts";
import { limitUnanswered } from "./limit-unanswered.ts";
import { problem, type Refusal } from "./problem.ts";
import { countRefusals } from "./refusals.ts";
import { SECURITY_HEADERS } from "./security-headers.ts";
import { problemSent, sendProblem } from "./send-problem.ts";
import { serveBrand } from "./serve-brand.ts";
import { servePages } from "./serve-pages.ts";

const HEADERS_WITHIN_MS = 15_000;
const REQUEST_WITHIN_MS = 30_000;
/**
 * Longer than proxies keep idle connections (nginx and most load balancers: 60 s), so that the proxy closes them first.
 */
const KEEP_ALIVE_MS = 72_000;
const CHECK_EVERY_MS = 5_000;
/** Twice Node's default: browsers also send the cookies of other sites on the portal's domain. */
const MOST_HEADER_BYTES = 32_768;

/**
 * The portal's server: interface, event streams, pages. Every refusal is a problem document.
 *
 * @param pages the folder of the built pages; none in development, where Next's own server has them
 */
export function createServer(portal: Portal, pages?: string): FastifyInstance {
	const { log, metrics } = portal;
	const app = fastify({
		logger: false,
		trustProxy: trustOf(portal.settings.trustedProxies),
		bodyLimit: SMALL_BODY_BYTES,
		requestTimeout: REQUEST_WITHIN_MS,
		keepAliveTimeout: KEEP_ALIVE_MS,
		// Otherwise a client that never reads keeps its connection for ever. Streams send something every 15 seconds.
		connectionTimeout: KEEP_ALIVE_MS,
		http: {
			headersTimeout: HEADERS_WITHIN_MS,
			maxHeaderSize: MOST_HEADER_BYTES,
			connectionsCheckingInterval: CHECK_EVERY_MS,
			// Node's own answer would have nothing but the status.
			requireHostHeader: false,
		},
		routerOptions: { maxParamLength: 512 },
		rewriteUrl: ({ url = "/" }) => pathOf(url),
		genReqId: () => randomUUID(),
		frameworkErrors: (_, __, reply) =>
			void sendProblem(ownHeaders(reply), { code: "request-mistaken" }),
		clientErrorHandler: (error, socket) => refuse(error, socket),
	});
	function refuse(error: Error & { code?: string }, socket: Socket): void {
		const code = refuseConnection(error, socket);
		if (code) noteRefusal(UNKNOWN_ROUTE, code);
	}
	app.server.on("connect", (_, socket) => refuse(new Error("This is no proxy."), socket as Socket));
	// Other expectations than 100-continue may be ignored (RFC 9110, section 10.1.1).
	app.server.on("checkExpectation", (request, response) => app.routing(request, response));
	allowAllMethods(app);
	const refusals = countRefusals(log);
	function noteRefusal(route: string, code: ProblemCode): void {
		refusals.note(route, code);
		metrics.refused(code);
	}
	limitUnanswered(app);
	app.addHook("onRequest", (request, reply, next) => {
		ownHeaders(reply);
		if (hasOneHost(request)) next();
		else sendProblem(reply, { code: "request-mistaken" });
	});
	app.addHook("onResponse", (request, reply, next) => {
		const route = routeOf(request);
		const seconds = reply.elapsedTime / 1_000;
		// A stream is open for hours, which says nothing about response time.
		if (!isStream(route)) metrics.answered({ route, status: reply.statusCode, seconds });
		const code = problemSent(reply);
		if (code) noteRefusal(route, code);
		next();
	});
	app.addHook("onClose", async () => refusals.stop());
	takeJsonAlone(app);
	app.setErrorHandler<FastifyError>((error, request, reply) => {
		const refusal = refusalFor(error, request.routeOptions.bodyLimit);
		if (refusal.code === "unexpected" || refusal.code === "store-unavailable") {
			// A watch's address contains its ticket, so only the route is logged.
			const { id, method, routeOptions } = request;
			log.error("call-failed", { request: id, method, route: routeOptions.url, ...refusal, error });
		}
		return sendProblem(reply, refusal);
	});
	app.setNotFoundHandler((_, reply) => sendProblem(reply, { code: "route-not-found" }));
	addInterface(app, portal);
	serveBrand(app, portal.settings);
	if (pages) servePages(app, portal.settings, pages);
	return app;
}

const UNKNOWN_ROUTE = "unknown";

/** As in the interface's table, so that no label or log line contains request data. */
function routeOf({ routeOptions }: FastifyRequest): string {
	return (routeOptions.config as { route?: string }).route ?? UNKNOWN_ROUTE;
}

/** HTTP/1.1 requires it (RFC 9112, section 3.2), although the portal does not use it. */
function hasOneHost({ raw }: FastifyRequest): boolean {
	const hosts = raw.rawHeaders.filter((one, at) => at % 2 === 0 && /^host$/i.test(one)).length;
	return hosts === 1 || (hosts === 0 && raw.httpVersion === "1.0");
}

/**
 * Requests may have an absolute URL (RFC 9112, section 3.2.2). Its host is ignored. Outside the interface a broken
 * escape is taken literally: whoever mistyped an address gets the missing page, as for any other.
 */
function pathOf(url: string): string {
	const path = url.startsWith("/") ? url : url.replace(/^https?:\/\/[^/?]*\/?/i, "/");
	return path.startsWith("/api/") || isDecodable(path) ? path : path.replaceAll("%", "%25");
}

function isDecodable(url: string): boolean {
	try {
		return decodeURI(url.replace(/\?.*/s, "")) !== "";
	} catch {
		return false;
	}
}

/** Fastify would answer 404 to methods that it does not know, like WebDAV's, at any address. */
function allowAllMethods(app: FastifyInstance): void {
	for (const method of METHODS) {
		if (!app.supportedMethods.some((known) => known === method)) app.addHttpMethod(method);
	}
}

const isStream = (route: string) => route.endsWith("/events");

function ownHeaders(reply: FastifyReply): FastifyReply {
	return reply.headers(SECURITY_HEADERS).header("X-Request-Id", reply.request.id);
}

/** Bodies are JSON with well-formed strings: a lone surrogate could not be stored as sent. */
function takeJsonAlone(app: FastifyInstance): void {
	app.removeAllContentTypeParsers();
	app.addContentTypeParser("application/json", { parseAs: "string" }, (_, text, done) => {
		try {
			const value: unknown = JSON.parse(String(text));
			if (!isWellFormed(value)) throw new SyntaxError("A string contains a lone surrogate.");
			done(null, value);
		} catch (error) {
			done(Object.assign(error as Error, { code: NOT_JSON }));
		}
	});
}

const NOT_JSON = "KEYTURN_NOT_JSON";

function isWellFormed(value: unknown): boolean {
	if (typeof value === "string") return value.isWellFormed();
	if (typeof value !== "object" || value === null) return true;
	return Object.entries(value).every(([key, one]) => key.isWellFormed() && isWellFormed(one));
}

const REFUSED: Record<string, ProblemCode> = {
	[NOT_JSON]: "body-not-json",
	FST_ERR_CTP_INVALID_MEDIA_TYPE: "body-not-json",
	FST_ERR_CTP_EMPTY_JSON_BODY: "body-not-json",
	// Error codes of both database engines for an unavailable store.
	ERR_SQLITE_ERROR: "store-unavailable",
	STORE_UNAVAILABLE: "store-unavailable",
};

function refusalFor(
	{ code, statusCode = 500 }: Pick<FastifyError, "code" | "statusCode">,
	bodyLimit: number | undefined,
): Omit<Refusal, "ok"> {
	if (code === "FST_ERR_CTP_BODY_TOO_LARGE") {
		const most = (bodyLimit ?? SMALL_BODY_BYTES).toLocaleString("en-GB");
		return { code: "body-too-large", detail: `This call takes at most ${most} bytes.` };
	}
	return { code: REFUSED[code] ?? (statusCode < 500 ? "request-mistaken" : "unexpected") };
}

const CONNECTION_REFUSED: Record<string, ProblemCode> = {
	ERR_HTTP_REQUEST_TIMEOUT: "request-too-slow",
	HPE_HEADER_OVERFLOW: "headers-too-large",
};

/** Malformed or slow input never becomes a request, so it is answered on the connection. */
function refuseConnection(
	error: Error & { code?: string },
	socket: Socket,
): ProblemCode | undefined {
	if (error.code === "ECONNRESET" || !socket.writable) {
		socket.destroy();
		return undefined;
	}
	const code = CONNECTION_REFUSED[error.code ?? ""] ?? "request-mistaken";
	const { body, headers } = problem({ code });
	const text = JSON.stringify(body);
	const all = {
		...SECURITY_HEADERS,
		...headers,
		Connection: "close",
		"Content-Length": String(Buffer.byteLength(text)),
	};
	const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
	socket.end(`HTTP/1.1 ${body.status} ${body.title}\r\n${lines.join("")}\r\n${text}`);
	return code;
}

/** Starts listening. The only place that does. */
export async function listen(
	app: FastifyInstance,
	{ port, host }: { port: number; host: string },
	log: Log,
): Promise<void> {
	// Linux allows this many (`net.core.somaxconn`): thousands of pages may reconnect at the same
	// moment.
	await app.listen({ port, host, backlog: 4_096 });
	log.info("listening", { host, port });
}
