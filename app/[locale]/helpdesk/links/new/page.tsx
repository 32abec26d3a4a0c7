import { LazyNewLink } from "#components/helpdesk/lazy-pages.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import { ErrorSummarySlot } from "#components/ui/error-summary-slot.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { pageText, pageTitle } from "#lib/text/page-text.ts";

export const generateMetadata = pageTitle("links.newHeading");

/** The form for a new link. */
export default async function NewLinkPage(props: PageProps<"/[locale]/helpdesk/links/new">) {
	const t = await pageText(props, "links");
	return (
		<>
			<ErrorSummarySlot />
			<PageHeading>{t("newHeading")}</PageHeading>
			<TextFor of={["site", "failures", "signIn", "helpdesk", "links", "change"]}>
				<LazyNewLink />
			</TextFor>
		</>
	);
}
