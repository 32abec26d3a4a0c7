import { LazyEditLink } from "#components/helpdesk/lazy-pages.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import { ErrorSummarySlot } from "#components/ui/error-summary-slot.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { pageText, pageTitle } from "#lib/text/page-text.ts";

export const generateMetadata = pageTitle("links.editHeading");

/** One page for every `/helpdesk/links/<link>/edit`. */
export default async function EditLinkPage(props: PageProps<"/[locale]/helpdesk/link-edit">) {
	const t = await pageText(props, "links");
	return (
		<>
			<ErrorSummarySlot />
			<PageHeading>{t("editHeading")}</PageHeading>
			<TextFor of={["site", "failures", "signIn", "helpdesk", "links", "change"]}>
				<LazyEditLink />
			</TextFor>
		</>
	);
}
