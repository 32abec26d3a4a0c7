import { DESIGN_PAGE, PAGE_ADDRESSES, PLAIN_PAGES, PREVIEW } from "#lib/core/page-addresses.ts";
import { DEFAULT_LOCALE, LANGUAGE_COOKIE, LOCALES } from "#lib/text/locales.ts";

/** The environment variable with the interface's address under `npm run dev`; see `cli/start.ts`. */
export const DEVELOPMENT_API = "KEYTURN_DEVELOPMENT_API";

const languages = LOCALES.join("|");

/** For development: pages in the visitor's language, and the interface from the portal's server. */
export async function developmentRewrites() {
	const pages = [
		{ source: "/", page: "" },
		...[...PLAIN_PAGES, DESIGN_PAGE].map((page) => ({ source: page, page })),
		...PAGE_ADDRESSES,
	];
	return {
		beforeFiles: [
			{ source: "/api/:path*", destination: `${process.env[DEVELOPMENT_API]}/api/:path*` },
			// The organisation's brand: `brand.css`, `brand-icon` and so on.
			...["/brand:rest", "/manifest.webmanifest"].map((source) => ({
				source,
				destination: `${process.env[DEVELOPMENT_API]}${source}`,
			})),
			{ source: "/auth", destination: "/auth.html" },
			...pages.flatMap(({ source, page }) => [
				{
					source,
					has: [{ type: "cookie" as const, key: LANGUAGE_COOKIE, value: `(?<lang>${languages})` }],
					destination: `/:lang${page}`,
				},
				{ source, destination: `/${DEFAULT_LOCALE}${page}` },
			]),
			{
				source: PREVIEW.source.replace(":lang", `:lang(${languages})`),
				destination: `/:lang${PREVIEW.page}`,
			},
		],
		afterFiles: [],
		fallback: [{ source: "/:path*", destination: `/${DEFAULT_LOCALE}/missing` }],
	};
}
