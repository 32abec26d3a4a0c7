import { SetupSteps } from "#components/setup/setup-steps.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { pageText, pageTitle } from "#lib/text/page-text.ts";

export const generateMetadata = pageTitle("setup.title");

/** For administrators; contains nothing secret. */
export default async function SetupPage(props: PageProps<"/[locale]/setup">) {
	const t = await pageText(props, "setup");
	return (
		<>
			<PageHeading>{t("heading")}</PageHeading>
			<p className="mb-8">{t("lead")}</p>
			<SetupSteps />
		</>
	);
}
