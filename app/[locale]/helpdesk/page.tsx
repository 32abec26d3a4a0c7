import { getTranslations, setRequestLocale } from "next-intl/server";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { TEXT_LINK } from "#components/ui/text-link.ts";
import type { Locale } from "#lib/text/locales.ts";
import { pageTitle } from "#lib/text/page-title.ts";

export const generateMetadata = pageTitle("helpdesk");

const PAGES = ["person", "groups", "links", "expire", "audit"] as const;

/** Leads to the helpdesk's pages and says what each is for. */
export default async function HelpdeskPage({ params }: PageProps<"/[locale]/helpdesk">) {
	const { locale } = await params;
	setRequestLocale(locale as Locale);
	const t = await getTranslations("helpdesk");
	return (
		<>
			<PageHeading>{t("heading")}</PageHeading>
			<ul className="grid gap-4 sm:grid-cols-2">
				{PAGES.map((page) => (
					<li key={page} className="card">
						<a href={`/helpdesk/${page}`} className={`text-xl font-bold ${TEXT_LINK}`}>
							{t(`nav.${page}`)}
						</a>
						<p>{t(`about.${page}`)}</p>
					</li>
				))}
			</ul>
		</>
	);
}
