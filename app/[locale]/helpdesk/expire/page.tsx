import { getTranslations, setRequestLocale } from "next-intl/server";
import { LazyExpire } from "#components/helpdesk/lazy-pages.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import type { Locale } from "#lib/text/locales.ts";
import { pageTitle } from "#lib/text/page-title.ts";

export const generateMetadata = pageTitle("expire");

/** Has people set a new password at their next sign-in. */
export default async function ExpirePage({ params }: PageProps<"/[locale]/helpdesk/expire">) {
	const { locale } = await params;
	setRequestLocale(locale as Locale);
	const t = await getTranslations("expire");
	return (
		<>
			<PageHeading>{t("heading")}</PageHeading>
			<p className="mb-6 max-w-[38rem]">{t("lead")}</p>
			<TextFor of={["site", "load", "signIn", "helpdesk", "expire", "titles"]}>
				<LazyExpire />
			</TextFor>
		</>
	);
}
