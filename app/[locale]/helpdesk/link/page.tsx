import { LazyLinkDetails } from "#components/helpdesk/lazy-pages.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import { pageLanguage, pageTitle } from "#lib/text/page-text.ts";

export const generateMetadata = pageTitle("links.oneTitle");

/** One page for every `/helpdesk/links/<link>`. */
export default async function LinkPage(props: PageProps<"/[locale]/helpdesk/link">) {
	await pageLanguage(props);
	return (
		<TextFor of={["site", "failures", "signIn", "helpdesk", "links"]}>
			<LazyLinkDetails />
		</TextFor>
	);
}
