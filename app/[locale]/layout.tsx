import "../globals.css";
import type { Metadata, Viewport } from "next";
import { setRequestLocale } from "next-intl/server";
import { Frame } from "#components/site/frame.tsx";
import { InHead } from "#components/site/in-head.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import { DEFAULT_LOCALE, isLocale, LANGUAGES, LOCALES } from "#lib/text/locales.ts";
import { siteValue } from "#lib/text/site-values.ts";

export const dynamicParams = false;

export const metadata: Metadata = {
	// Nothing here is for search engines, and they must never index a status address.
	robots: { index: false, follow: false },
	manifest: `/manifest.webmanifest?${siteValue("brand-version")}`,
	icons: {
		icon: `/brand-icon?${siteValue("brand-version")}`,
		apple: `/brand-icon-apple.png?${siteValue("brand-version")}`,
	},
};

export const viewport: Viewport = {
	colorScheme: "light dark",
	// The colour of the header, which browsers use for their own bars.
	themeColor: [
		{ media: "(prefers-color-scheme: light)", color: "#ffffff" },
		{ media: "(prefers-color-scheme: dark)", color: "#171c21" },
	],
};

export function generateStaticParams() {
	return LOCALES.map((locale) => ({ locale }));
}

export default async function Layout({ children, params }: LayoutProps<"/[locale]">) {
	const { locale: requested } = await params;
	const locale = isLocale(requested) ? requested : DEFAULT_LOCALE;
	setRequestLocale(locale);
	return (
		// The script in the head changes it before React hydrates.
		<html lang={locale} dir={LANGUAGES[locale].direction} suppressHydrationWarning>
			<head>
				<InHead />
			</head>
			<body>
				<TextFor of={["site"]}>
					<Frame>{children}</Frame>
				</TextFor>
			</body>
		</html>
	);
}
