import type { Metadata } from "next";
import type { MessageKeys, Messages, NamespaceKeys, NestedKeyOf } from "next-intl";
import { getTranslations, setRequestLocale } from "next-intl/server";
import type { Locale } from "./locales.ts";
import { siteValue } from "./site-values.ts";

type PageProps = { params: Promise<{ locale: string }> };

/** Makes a page's `generateMetadata`: its title from the catalogue, and the organisation's name. */
export function pageTitle(key: MessageKeys<Messages, NestedKeyOf<Messages>>) {
	return async ({ params }: PageProps): Promise<Metadata> => {
		const { locale } = await params;
		const t = await getTranslations({ locale: locale as Locale });
		return { title: `${t(key)} – ${siteValue("brand-name")}` };
	};
}

/** Sets the page's language for next-intl; must come before anything that uses it. */
export async function pageLanguage({ params }: PageProps): Promise<void> {
	const { locale } = await params;
	setRequestLocale(locale as Locale);
}

/** A page's texts, by namespace, in the page's language. */
export async function pageText<const N extends NamespaceKeys<Messages, NestedKeyOf<Messages>>>(
	props: PageProps,
	namespace: N,
) {
	await pageLanguage(props);
	return getTranslations(namespace);
}
