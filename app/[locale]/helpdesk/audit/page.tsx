import { LazyAudit } from "#components/helpdesk/lazy-pages.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { pageText, pageTitle } from "#lib/text/page-text.ts";

export const generateMetadata = pageTitle("audit.heading");

/** Which helpdesk agent did what. */
export default async function AuditPage(props: PageProps<"/[locale]/helpdesk/audit">) {
	const t = await pageText(props, "audit");
	return (
		<>
			<PageHeading beside={<p className="text-muted">{t("lead")}</p>}>{t("heading")}</PageHeading>
			<TextFor of={["site", "failures", "signIn", "helpdesk", "audit"]}>
				<LazyAudit />
			</TextFor>
		</>
	);
}
