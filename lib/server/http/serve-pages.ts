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
import { type BuiltFile, type BuiltPages, type Fill, readBuiltPages } from "./built-pages.ts";
import {
	contentSecurityPolicy,
	SERVICE_WORKER_POLICY,
	WORKER_POLICY,
} from "./content-security-policy.ts";
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
	const policies = policiesOf(built, settings);
	const offline = offlinePages(settings);

	function send(request: FastifyRequest, reply: FastifyReply, file: BuiltFile): FastifyReply {
		const policy = policies(file);
		if (policy) reply.header("Content-Security-Policy", policy);
		reply.header("Cache-Control", file.name === "auth.html" ? "no-store" : CACHE[file.kind]);
		reply.header(
			"Vary",
			file.kind === "page" || file.kind === "navigation"
				? "Accept-Encoding, Accept-Language, Cookie"
				: "Accept-Encoding",
		);
		// MSAL requires the redirect page to be sent without this header.
		if (file.kind === "page") reply.header("Cross-Origin-Opener-Policy", "same-origin");
		const { "accept-encoding": acceptEncoding, "if-none-match": known } = request.headers;
		const { body, type, encoding, etag } = built.read(file, acceptEncoding);
		reply.header("ETag", etag);
		if (known?.includes(etag)) return reply.code(304).send();
		if (encoding) reply.header("Content-Encoding", encoding);
		return reply.header("Content-Type", type).send(body);
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
		handler(request, reply) {
			const [path = ""] = request.url.split("?");
			const locale = localeOf(request);
			const isDesign = path === DESIGN_PAGE && settings.isPractice;
			const found = isDesign ? page(`${locale}${DESIGN_PAGE}`) : built.find(path, locale);
			if (found && "redirect" in found) return reply.redirect(found.redirect, redirectStatus(path));
			if (found) return send(request, reply, found);
			if (path.startsWith("/_next/") || path.endsWith(".txt")) {
				return sendProblem(reply, { code: "route-not-found" });
			}
			return send(request, reply.code(404), page(`${locale}/missing`));
		},
	});
	app.route({
		method: app.supportedMethods.filter((method) => method !== "GET" && method !== "HEAD"),
		url: "/*",
		onRequest: async (_, reply) =>
			sendProblem(reply, { code: "method-not-allowed", headers: { Allow: "GET, HEAD" } }),
		handler: () => undefined,
	});
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

/** The well-known address may move one day (W3C: 302, 303 or 307); a spelling does not. */
const redirectStatus = (path: string) => (path.startsWith("/.well-known/") ? 302 : 308);

/** A visitor's choice, else the browser's language. */
function localeOf({ headers }: FastifyRequest): Locale {
	const chosen = COOKIES.map((cookie) => cookie.exec(headers.cookie ?? "")?.[1]).find(
		(one) => one !== undefined,
	);
	return chosen && isLocale(chosen) ? chosen : localeFrom(headers["accept-language"]);
}

/** The one that no other host can set goes first. */
const COOKIES = [SECURE_LANGUAGE_COOKIE, LANGUAGE_COOKIE].map(
	(name) => new RegExp(`(?:^|;\\s*)${name}=(\\w+)`),
);

/** Each page is rendered on first request. */
function offlinePages({ brand }: Settings) {
	const made = new Map<Locale, Promise<OfflinePage>>();
	return (locale: Locale): Promise<OfflinePage> => {
		const page = made.get(locale) ?? offlinePage(locale, brand);
		made.set(locale, page);
		return page;
	};
}

/** Each page's policy is computed once: the build is for any tenant, and the policy names this one. */
function policiesOf(built: BuiltPages, settings: Settings) {
	const made = new Map<string, string>();
	return (file: BuiltFile): string | undefined => {
		const { name, kind } = file;
		// A page's scripts obey the page's policy; a worker obeys that of its own file.
		if (kind === "hashed") return WORKER_POLICY;
		if (name === "sw.js") return SERVICE_WORKER_POLICY;
		if (!name.endsWith(".html")) return undefined;
		const policy = made.get(name) ?? contentSecurityPolicy(settings, built.scriptHashes(file));
		made.set(name, policy);
		return policy;
	};
}
