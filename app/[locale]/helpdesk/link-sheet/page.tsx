import { LazyLinkSheet } from "#components/helpdesk/lazy-pages.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import { pageLanguage, pageTitle } from "#lib/text/page-text.ts";

export const generateMetadata = pageTitle("links.sheetTitle");

/** One page for every `/helpdesk/links/<link>/sheet`. */
export default async function LinkSheetPage(props: PageProps<"/[locale]/helpdesk/link-sheet">) {
	await pageLanguage(props);
	return (
		<TextFor of={["site", "failures", "signIn", "helpdesk", "links"]}>
			<LazyLinkSheet />
		</TextFor>
	);
}
