import type { Metadata } from "next";
import type { Messages, NamespaceKeys, NestedKeyOf } from "next-intl";
import { getTranslations, setRequestLocale } from "next-intl/server";
import type { Locale } from "./locales.ts";
import { siteWord } from "./site-words.ts";

type PageProps = { params: Promise<{ locale: string }> };

/** Makes a page's `generateMetadata`: its title from the catalogue, and whose portal it is. */
export function pageTitle(name: keyof Messages["titles"]) {
	return async ({ params }: PageProps): Promise<Metadata> => {
		const { locale } = await params;
		const t = await getTranslations({ locale: locale as Locale, namespace: "titles" });
		return { title: `${t(name)} – ${siteWord("brand-name")}` };
	};
}

/** Tells next-intl the language of the page, which has to come before anything else that asks for it. */
export async function pageLanguage({ params }: PageProps): Promise<void> {
	const { locale } = await params;
	setRequestLocale(locale as Locale);
}

/** The texts of a page, by their part of the catalogue, in the page's language. */
export async function pageText<const N extends NamespaceKeys<Messages, NestedKeyOf<Messages>>>(
	props: PageProps,
	namespace: N,
) {
	await pageLanguage(props);
	return getTranslations(namespace);
}
