import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type messages from "../../messages/en.json";
import type { Locale } from "./locales.ts";

type PageProps = { params: Promise<{ locale: string }> };

/** Makes a page's `generateMetadata`: its title from the catalogue. */
export function pageTitle(name: keyof typeof messages.titles) {
	return async ({ params }: PageProps): Promise<Metadata> => {
		const { locale } = await params;
		const t = await getTranslations({ locale: locale as Locale, namespace: "titles" });
		return { title: t(name) };
	};
}
