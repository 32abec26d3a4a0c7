import { LazyLinkList } from "#components/helpdesk/lazy-pages.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import { AppLink } from "#components/ui/app-link.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { pageText, pageTitle } from "#lib/text/page-text.ts";

export const generateMetadata = pageTitle("links.heading");

/** All links that the helpdesk hands out. */
export default async function LinksPage(props: PageProps<"/[locale]/helpdesk/links">) {
	const t = await pageText(props, "links");
	return (
		<>
			<PageHeading
				beside={
					<AppLink href="/helpdesk/links/new" className={`${buttonClass()} ms-auto`}>
						{t("make")}
					</AppLink>
				}
			>
				{t("heading")}
			</PageHeading>
			<TextFor of={["site", "failures", "signIn", "helpdesk", "links"]}>
				<LazyLinkList />
			</TextFor>
		</>
	);
}
