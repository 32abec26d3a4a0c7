import { getTranslations, setRequestLocale } from "next-intl/server";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { TEXT_LINK } from "#components/ui/text-link.ts";
import type { Locale } from "#lib/text/locales.ts";
import { pageTitle } from "#lib/text/page-title.ts";

export const generateMetadata = pageTitle("missing");

/** Every address that leads nowhere; the build gives it the status 404 (`cli/after-build.ts`). */
export default async function MissingPage({ params }: PageProps<"/[locale]/missing">) {
	const { locale } = await params;
	setRequestLocale(locale as Locale);
	const t = await getTranslations("missing");
	return (
		<>
			<PageHeading>{t("heading")}</PageHeading>
			<p className="mb-6">{t("lead")}</p>
			<a href="/" className={TEXT_LINK}>
				{t("toStart")}
			</a>
		</>
	);
}
