import createNextIntlPlugin from "next-intl/plugin";
import { PAGE_ADDRESSES, PLAIN_PAGES, PREVIEW } from "./lib/core/page-addresses.ts";
import { SECURITY_HEADERS } from "./lib/server/http/security-headers.ts";
import { DEFAULT_LOCALE, LANGUAGE_COOKIE, LOCALES } from "./lib/text/locales.ts";
import { cutIntoPieces } from "./scripts/client-pieces.ts";

const withNextIntl = createNextIntlPlugin({
	requestConfig: "./lib/text/request.ts",
	experimental: {
		// Messages are compiled at build time, so that no parser travels to the browser.
		messages: { path: "./messages", format: "json", locales: LOCALES, precompile: true },
	},
});

const languages = LOCALES.join("|");

/**
 * Every page is built once for each language and served at one address: a visitor's choice decides,
 * else the first language of the browser that there is, else the default.
 */
function inVisitorsLanguage(source, page) {
	const firstKnown = `(?:(?!\\b(?:${languages})\\b).)*\\b(?<lang>${languages})\\b.*`;
	return [
		{
			source,
			has: [{ type: "cookie", key: LANGUAGE_COOKIE, value: `(?<lang>${languages})` }],
			destination: `/:lang${page}`,
		},
		{
			source,
			has: [{ type: "header", key: "accept-language", value: firstKnown }],
			destination: `/:lang${page}`,
		},
		{ source, destination: `/${DEFAULT_LOCALE}${page}` },
	];
}

/** @type {import('next').NextConfig} */
const config = {
	reactStrictMode: true,
	poweredByHeader: false,
	devIndicators: false,
	// `npm test` checks the types, of the scripts and tests too; a start needs no second check.
	typescript: { ignoreBuildErrors: true },
	serverExternalPackages: ["ldapts"],
	webpack: cutIntoPieces,
	async rewrites() {
		return {
			beforeFiles: [
				{ source: "/auth", destination: "/auth.html" },
				...inVisitorsLanguage("/", ""),
				...PLAIN_PAGES.flatMap((page) => inVisitorsLanguage(page, page)),
				// The ticket or link stays in the address: one static page serves all.
				...PAGE_ADDRESSES.flatMap(({ source, page }) => inVisitorsLanguage(source, page)),
				{
					source: PREVIEW.source.replace(":lang", `:lang(${languages})`),
					destination: `/:lang${PREVIEW.page}`,
				},
			],
			fallback: inVisitorsLanguage("/:path*", "/missing"),
		};
	},
	async redirects() {
		return [
			{
				// W3C "A Well-Known URL for Changing Passwords": 302, 303 or 307.
				source: "/.well-known/change-password",
				destination: "/change-password",
				statusCode: 302,
			},
		];
	},
	async headers() {
		return [
			{
				source: "/:path*",
				headers: Object.entries(SECURITY_HEADERS).map(([key, value]) => ({ key, value })),
			},
			{
				// Scripts of a page obey the page's policy; a worker obeys that of its own file. What judges
				// passwords is the only one, and can load its parts, but call nobody.
				source: "/_next/static/chunks/:path*",
				headers: [
					{
						key: "Content-Security-Policy",
						value: "default-src 'none'; script-src 'self'",
					},
				],
			},
			{
				// The sign-in library wants the page that takes the tenant's answers without this header.
				source: "/((?!auth).*)",
				headers: [{ key: "Cross-Origin-Opener-Policy", value: "same-origin" }],
			},
			{
				source: "/auth",
				headers: [{ key: "Cache-Control", value: "no-store" }],
			},
		];
	},
};

export default withNextIntl(config);
