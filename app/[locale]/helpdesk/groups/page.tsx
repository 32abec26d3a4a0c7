import { getTranslations, setRequestLocale } from "next-intl/server";
import { LazyGroups } from "#components/helpdesk/lazy-pages.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import type { Locale } from "#lib/text/locales.ts";
import { pageTitle } from "#lib/text/page-title.ts";

export const generateMetadata = pageTitle("groups");

/** Where a group is picked, to follow its people. */
export default async function GroupsPage({ params }: PageProps<"/[locale]/helpdesk/groups">) {
	const { locale } = await params;
	setRequestLocale(locale as Locale);
	const t = await getTranslations("cohort");
	return (
		<>
			<PageHeading>{t("groupsHeading")}</PageHeading>
			<p className="mb-6 max-w-[38rem]">{t("groupsLead")}</p>
			<TextFor of={["site", "load", "signIn", "helpdesk", "cohort", "titles"]}>
				<LazyGroups />
			</TextFor>
		</>
	);
}
