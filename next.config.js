import createNextIntlPlugin from "next-intl/plugin";
import { BUILD_ID } from "./cli/build-id.ts";
import { cutIntoPieces } from "./cli/client-pieces.ts";
import { developmentRewrites } from "./cli/development-rewrites.ts";
import { LOCALES } from "./lib/text/locales.ts";

const withNextIntl = createNextIntlPlugin({
	requestConfig: "./lib/text/request.ts",
	experimental: {
		// Messages are compiled at build time, so that no parser travels to the browser.
		messages: { path: "./messages", format: "json", locales: LOCALES, precompile: true },
	},
});

/** Next builds; `server.ts` serves what it has built. `npm run dev` puts Next's server before that one. */
const isDevelopment = process.env.NODE_ENV === "development";

/** @type {import('next').NextConfig} */
const config = {
	...(isDevelopment
		? { rewrites: developmentRewrites }
		: { output: "export", webpack: cutIntoPieces }),
	generateBuildId: () => process.env[BUILD_ID] ?? null,
	reactStrictMode: true,
	poweredByHeader: false,
	devIndicators: false,
	// For addresses that a server renders on request; here every page is a file.
	experimental: { optimisticRouting: false, varyParams: false },
	// Next would trace which files its own server needs, which takes seconds of each build.
	outputFileTracingExcludes: { "*": ["**/*"] },
	// `npm test` checks the types, of the scripts and tests too; a start needs no second check.
	typescript: { ignoreBuildErrors: true },
};

export default withNextIntl(config);
