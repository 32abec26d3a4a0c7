import { getTranslations, setRequestLocale } from "next-intl/server";
import { LazyPerson } from "#components/helpdesk/lazy-pages.tsx";
import { TextFor } from "#components/site/text-for.tsx";
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
			<h1 className="sr-only" tabIndex={-1}>
				{t("heading")}
			</h1>
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
