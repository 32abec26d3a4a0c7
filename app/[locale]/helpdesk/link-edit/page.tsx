import { getTranslations, setRequestLocale } from "next-intl/server";
import { LazyEditLink } from "#components/helpdesk/lazy-pages.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import { ErrorSummarySlot } from "#components/ui/error-summary-slot.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import type { Locale } from "#lib/text/locales.ts";
import { pageTitle } from "#lib/text/page-title.ts";

export const generateMetadata = pageTitle("editLink");

/** One page for every `/helpdesk/links/<link>/edit`. */
export default async function EditLinkPage({ params }: PageProps<"/[locale]/helpdesk/link-edit">) {
	const { locale } = await params;
	setRequestLocale(locale as Locale);
	const t = await getTranslations("links");
	return (
		<>
			<ErrorSummarySlot />
			<PageHeading>{t("editHeading")}</PageHeading>
			<TextFor of={["site", "load", "signIn", "helpdesk", "links", "change", "titles"]}>
				<LazyEditLink />
			</TextFor>
		</>
	);
}
