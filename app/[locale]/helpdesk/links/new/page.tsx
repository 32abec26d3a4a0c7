import { getTranslations, setRequestLocale } from "next-intl/server";
import { LazyNewLink } from "#components/helpdesk/lazy-pages.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import { ErrorSummarySlot } from "#components/ui/error-summary-slot.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import type { Locale } from "#lib/text/locales.ts";
import { pageTitle } from "#lib/text/page-title.ts";

export const generateMetadata = pageTitle("newLink");

/** The form for a new link. */
export default async function NewLinkPage({ params }: PageProps<"/[locale]/helpdesk/links/new">) {
	const { locale } = await params;
	setRequestLocale(locale as Locale);
	const t = await getTranslations("links");
	return (
		<>
			<ErrorSummarySlot />
			<PageHeading>{t("newHeading")}</PageHeading>
			<TextFor of={["site", "load", "signIn", "helpdesk", "links", "change", "titles"]}>
				<LazyNewLink />
			</TextFor>
		</>
	);
}
