import { PageHeading } from "#components/ui/page-heading.tsx";
import { TEXT_LINK } from "#components/ui/text-link.ts";
import { pageText, pageTitle } from "#lib/text/page-text.ts";

export const generateMetadata = pageTitle("missing");

/** Unknown addresses; the build gives it the status 404 (`cli/after-build.ts`). */
export default async function MissingPage(props: PageProps<"/[locale]/missing">) {
	const t = await pageText(props, "missing");
	return (
		<>
			<PageHeading>{t("heading")}</PageHeading>
			<p className="mb-6">{t("lead")}</p>
			<a href="/" className={TEXT_LINK}>
				{t("toStart")}
			</a>
		</>
	);
}
