import { LazyHome } from "#components/helpdesk/lazy-pages.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import { pageText, pageTitle } from "#lib/text/page-text.ts";

export const generateMetadata = pageTitle("helpdesk.heading");

/** An agent's start page: the search is the page, so its heading is for screen readers only. */
export default async function HelpdeskPage(props: PageProps<"/[locale]/helpdesk">) {
	const t = await pageText(props, "helpdesk");
	return (
		<>
			<h1 data-heading="" className="sr-only" tabIndex={-1}>
				{t("heading")}
			</h1>
			<TextFor of={["site", "failures", "signIn", "helpdesk", "cohort"]}>
				<LazyHome />
			</TextFor>
		</>
	);
}
