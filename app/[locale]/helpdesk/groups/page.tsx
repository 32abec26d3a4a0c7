import { LazyGroups } from "#components/helpdesk/lazy-pages.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { pageText, pageTitle } from "#lib/text/page-text.ts";

export const generateMetadata = pageTitle("cohort.groupsHeading");

/** Picks a group to follow. */
export default async function GroupsPage(props: PageProps<"/[locale]/helpdesk/groups">) {
	const t = await pageText(props, "cohort");
	return (
		<>
			<PageHeading beside={<p className="text-muted">{t("groupsLead")}</p>}>
				{t("groupsHeading")}
			</PageHeading>
			<TextFor of={["site", "failures", "signIn", "helpdesk", "cohort"]}>
				<LazyGroups />
			</TextFor>
		</>
	);
}
