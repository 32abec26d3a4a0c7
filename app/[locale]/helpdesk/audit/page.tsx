import { getTranslations, setRequestLocale } from "next-intl/server";
import { LazyAudit } from "#components/helpdesk/lazy-pages.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import type { Locale } from "#lib/text/locales.ts";
import { pageTitle } from "#lib/text/page-title.ts";

export const generateMetadata = pageTitle("audit");

/** Who of the helpdesk did what. */
export default async function AuditPage({ params }: PageProps<"/[locale]/helpdesk/audit">) {
	const { locale } = await params;
	setRequestLocale(locale as Locale);
	const t = await getTranslations("audit");
	return (
		<>
			<PageHeading>{t("heading")}</PageHeading>
			<p className="mb-6">{t("lead")}</p>
			<TextFor of={["site", "load", "signIn", "helpdesk", "audit", "titles"]}>
				<LazyAudit />
			</TextFor>
		</>
	);
}
