import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { DESIGN_PAGE } from "#lib/core/page-addresses.ts";
import type { Settings } from "#lib/server/settings/settings.ts";
import {
	isLocale,
	LANGUAGE_COOKIE,
	type Locale,
	localeFrom,
	SECURE_LANGUAGE_COOKIE,
} from "#lib/text/locales.ts";
import { fillHtml, fillNavigation, siteValues } from "../brand/fill-page.ts";
import { type OfflinePage, offlinePage } from "../brand/offline-page.ts";
import {
	type BuiltFile,
	type BuiltPages,
	type Fill,
	readBuiltPages,
	type SentFile,
} from "./built-pages.ts";
import {
	contentSecurityPolicy,
	SERVICE_WORKER_POLICY,
	WORKER_POLICY,
} from "./content-security-policy.ts";
import { SECURITY_HEADERS } from "./security-headers.ts";
import { sendProblem } from "./send-problem.ts";
import { brandVersion } from "./serve-brand.ts";

const CACHE: Record<BuiltFile["kind"], string> = {
	page: "no-cache",
	navigation: "no-cache",
	hashed: "public, max-age=31536000, immutable",
	other: "no-cache",
};

/** Serves Next's static export: every page a file, in the visitor's language, with its own policy. */
export function servePages(app: FastifyInstance, settings: Settings, folder: string): void {
	const built = readBuiltPages(folder, filling(settings));
	const headersOf = preparedHeaders(built, settings);
	const offline = offlinePages(settings);

	/** Written to Node's own response: Fastify would put the same headers together for each request. */
	function send(
		request: FastifyRequest,
		reply: FastifyReply,
		file: BuiltFile,
		{ status = 200, first }: { status?: number; first?: string | undefined },
	): void {
		const { "accept-encoding": acceptEncoding, "if-none-match": known } = request.headers;
		const sent = built.read(file, acceptEncoding);
		const headers = [...headersOf(file, sent), "X-Request-Id", request.id];
		if (first) headers.push("Link", `<${first}>; rel=preload; as=fetch; crossorigin=anonymous`);
		// Preconditions do not apply to a missing page (RFC 9110, section 13.2.1).
		if (status === 200 && (known?.trim() === "*" || known?.includes(sent.etag))) {
			reply.raw.writeHead(304, headers).end();
		} else {
			headers.push("Content-Type", sent.type, "Content-Length", String(sent.body.length));
			if (sent.encoding) headers.push("Content-Encoding", sent.encoding);
			reply.raw.writeHead(status, headers).end(sent.body);
		}
		reply.hijack();
	}

	app.route({
		method: ["GET", "HEAD"],
		url: "/offline",
		config: { route: "pages" },
		async handler(request, reply) {
			const { html, policy } = await offline(localeOf(request));
			reply.header("Content-Security-Policy", policy);
			reply.header("Cache-Control", "no-cache");
			reply.header("Vary", "Accept-Language, Cookie");
			reply.header("Cross-Origin-Opener-Policy", "same-origin");
			return reply.header("Content-Type", "text/html; charset=utf-8").send(html);
		},
	});
	app.route({
		method: ["GET", "HEAD"],
		url: "/*",
		config: { route: "pages" },
		handler(request, reply) {
			const [path = ""] = request.url.split("?");
			const locale = localeOf(request);
			const isDesign = path === DESIGN_PAGE && settings.isPractice;
			const found = isDesign ? page(`${locale}${DESIGN_PAGE}`) : built.find(path, locale);
			if (found && "redirect" in found) {
				const to = found.redirect + request.url.slice(path.length);
				return reply.redirect(to, redirectStatus(path));
			}
			if (found) return send(request, reply, found, { first: readFirst(path) });
			if (path.startsWith("/_next/") || path.endsWith(".txt")) {
				return sendProblem(reply, { code: "route-not-found" });
			}
			return send(request, reply, page(`${locale}/missing`), { status: 404 });
		},
	});
	app.route({
		method: app.supportedMethods.filter((method) => method !== "GET" && method !== "HEAD"),
		url: "/*",
		config: { route: "pages" },
		onRequest: async (_, reply) =>
			sendProblem(reply, { code: "method-not-allowed", headers: { Allow: "GET, HEAD" } }),
		handler: () => undefined,
	});
}

/**
 * What the page at an address reads first. The browser fetches it together with the page: it is what people come for,
 * and its code runs later.
 */
function readFirst(path: string): string | undefined {
	const [, page, id] = /^\/(go|status)\/([\w-]+)$/.exec(path) ?? [];
	return page && `/api/${page === "go" ? "go" : "watches"}/${id}`;
}

const page = (name: string): BuiltFile => ({ name: `${name}.html`, kind: "page" });

/** Pages are in the folder of their language, or named after it: `en/profile.html`, `en.html`. */
function filling(settings: Settings): Fill {
	const words = siteValues(settings, brandVersion(settings));
	return (name, text) => {
		const [locale = ""] = name.split(/[./]/);
		if (!isLocale(locale)) return undefined;
		const filled = { words, labels: settings.brand.domainLabels, locale };
		const whole = name.endsWith(".html") ? fillHtml(text, filled) : fillNavigation(text, filled);
		return whole === text ? undefined : whole;
	};
}

/** The well-known address may be redirected elsewhere one day (W3C: 302, 303 or 307); a canonical spelling is permanent. */
const redirectStatus = (path: string) => (path.startsWith("/.well-known/") ? 302 : 308);

/** A visitor's choice, else the browser's language. */
function localeOf({ headers }: FastifyRequest): Locale {
	const chosen = COOKIES.map((cookie) => cookie.exec(headers.cookie ?? "")?.[1]).find(
		(one) => one !== undefined,
	);
	return chosen && isLocale(chosen) ? chosen : localeFrom(headers["accept-language"]);
}

/** The cookie that no other host can set goes first. */
const COOKIES = [SECURE_LANGUAGE_COOKIE, LANGUAGE_COOKIE].map(
	(name) => new RegExp(`(?:^|;\\s*)${name}=(\\w+)`),
);

/** Each page is rendered on first request. */
function offlinePages(settings: Settings) {
	const made = new Map<Locale, Promise<OfflinePage>>();
	return (locale: Locale): Promise<OfflinePage> => {
		const page = made.get(locale) ?? offlinePage(locale, settings);
		made.set(locale, page);
		return page;
	};
}

/** The headers of each file except those of its content, built once. */
function preparedHeaders(built: BuiltPages, settings: Settings) {
	const prepared = new Map<SentFile, string[]>();
	return (file: BuiltFile, sent: SentFile): string[] => {
		const known = prepared.get(sent);
		if (known) return known;
		const isLocalised = file.kind === "page" || file.kind === "navigation";
		const policy = policyOf(file, built, settings);
		const headers = Object.entries({
			...SECURITY_HEADERS,
			...(policy && { "Content-Security-Policy": policy }),
			// MSAL requires the redirect page to be sent without this header.
			...(file.kind === "page" && { "Cross-Origin-Opener-Policy": "same-origin" }),
			"Cache-Control": file.name === "auth.html" ? "no-store" : CACHE[file.kind],
			Vary: isLocalised ? "Accept-Encoding, Accept-Language, Cookie" : "Accept-Encoding",
			ETag: sent.etag,
		}).flat();
		prepared.set(sent, headers);
		return headers;
	};
}

/** One build serves any tenant; the policy names this one. */
function policyOf(file: BuiltFile, built: BuiltPages, settings: Settings): string | undefined {
	// Scripts obey the policy of their page, workers that of their own file.
	if (file.kind === "hashed") return WORKER_POLICY;
	if (file.name === "sw.js") return SERVICE_WORKER_POLICY;
	if (!file.name.endsWith(".html")) return undefined;
	return contentSecurityPolicy(settings, built.scriptHashes(file));
}
