import { getTranslations, setRequestLocale } from "next-intl/server";
import { LazyLinkList } from "#components/helpdesk/lazy-pages.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import type { Locale } from "#lib/text/locales.ts";
import { pageTitle } from "#lib/text/page-title.ts";

export const generateMetadata = pageTitle("links");

/** Every link that the helpdesk hands out. */
export default async function LinksPage({ params }: PageProps<"/[locale]/helpdesk/links">) {
	const { locale } = await params;
	setRequestLocale(locale as Locale);
	const t = await getTranslations("links");
	return (
		<>
			<PageHeading>{t("heading")}</PageHeading>
			<TextFor of={["site", "load", "signIn", "helpdesk", "links", "titles"]}>
				<LazyLinkList />
			</TextFor>
		</>
	);
}
