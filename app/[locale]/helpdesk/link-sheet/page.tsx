import { setRequestLocale } from "next-intl/server";
import { LazyLinkSheet } from "#components/helpdesk/lazy-pages.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import type { Locale } from "#lib/text/locales.ts";
import { pageTitle } from "#lib/text/page-title.ts";

export const generateMetadata = pageTitle("linkSheet");

/** One page for every `/helpdesk/links/<link>/sheet`. */
export default async function LinkSheetPage({
	params,
}: PageProps<"/[locale]/helpdesk/link-sheet">) {
	const { locale } = await params;
	setRequestLocale(locale as Locale);
	return (
		<TextFor of={["site", "load", "signIn", "helpdesk", "links", "titles"]}>
			<LazyLinkSheet />
		</TextFor>
	);
}
