import { LazyExpire } from "#components/helpdesk/lazy-pages.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { pageText, pageTitle } from "#lib/text/page-text.ts";

export const generateMetadata = pageTitle("expire.heading");

/** Requires people to set a new password at their next sign-in. */
export default async function ExpirePage(props: PageProps<"/[locale]/helpdesk/expire">) {
	const t = await pageText(props, "expire");
	return (
		<>
			<PageHeading beside={<p className="text-muted">{t("lead")}</p>}>{t("heading")}</PageHeading>
			<TextFor of={["site", "failures", "signIn", "helpdesk", "expire"]}>
				<LazyExpire />
			</TextFor>
		</>
	);
}
