import { setRequestLocale } from "next-intl/server";
import { LazyLinkDetails } from "#components/helpdesk/lazy-pages.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import type { Locale } from "#lib/text/locales.ts";
import { pageTitle } from "#lib/text/page-title.ts";

export const generateMetadata = pageTitle("link");

/** One page for every `/helpdesk/links/<link>`. */
export default async function LinkPage({ params }: PageProps<"/[locale]/helpdesk/link">) {
	const { locale } = await params;
	setRequestLocale(locale as Locale);
	return (
		<TextFor of={["site", "load", "signIn", "helpdesk", "links", "titles"]}>
			<LazyLinkDetails />
		</TextFor>
	);
}
