import { getTranslations, setRequestLocale } from "next-intl/server";
import { LazyNoPassword } from "#components/change/lazy-pages.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import type { Locale } from "#lib/text/locales.ts";
import { pageTitle } from "#lib/text/page-title.ts";

export const generateMetadata = pageTitle("noPassword");

/** For people who cannot give an existing password. */
export default async function NoPasswordPage({ params }: PageProps<"/[locale]/no-password">) {
	const { locale } = await params;
	setRequestLocale(locale as Locale);
	const t = await getTranslations("noPassword");
	return (
		<>
			<PageHeading>{t("heading")}</PageHeading>
			<p className="mb-6">{t("why")}</p>
			<TextFor of={["site", "load", "signIn", "ways", "missing", "noPassword"]}>
				<LazyNoPassword />
			</TextFor>
		</>
	);
}
