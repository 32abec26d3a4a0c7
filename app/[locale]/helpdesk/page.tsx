import { getTranslations, setRequestLocale } from "next-intl/server";
import { LazyHome } from "#components/helpdesk/lazy-pages.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import type { Locale } from "#lib/text/locales.ts";
import { pageTitle } from "#lib/text/page-title.ts";

export const generateMetadata = pageTitle("helpdesk");

/** Where an agent begins: the search is the page, so its heading is for those who hear it. */
export default async function HelpdeskPage({ params }: PageProps<"/[locale]/helpdesk">) {
	const { locale } = await params;
	setRequestLocale(locale as Locale);
	const t = await getTranslations("helpdesk");
	return (
		<>
			<h1 className="sr-only" tabIndex={-1}>
				{t("heading")}
			</h1>
			<TextFor of={["site", "load", "signIn", "helpdesk", "cohort", "titles"]}>
				<LazyHome />
			</TextFor>
		</>
	);
}
