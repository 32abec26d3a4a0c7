import { getTranslations, setRequestLocale } from "next-intl/server";
import { LazyPerson } from "#components/helpdesk/lazy-pages.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import type { Locale } from "#lib/text/locales.ts";
import { pageTitle } from "#lib/text/page-title.ts";

export const generateMetadata = pageTitle("onePerson");

/** One person on the phone. */
export default async function PersonPage({ params }: PageProps<"/[locale]/helpdesk/person">) {
	const { locale } = await params;
	setRequestLocale(locale as Locale);
	const t = await getTranslations("onePerson");
	return (
		<>
			<PageHeading>{t("heading")}</PageHeading>
			<TextFor
				of={[
					"site",
					"load",
					"signIn",
					"helpdesk",
					"onePerson",
					"temporary",
					"expire",
					"cohort",
					"progress",
					"titles",
				]}
			>
				<LazyPerson />
			</TextFor>
		</>
	);
}
