import { AccountKinds } from "#components/change/steps/account-kinds.tsx";
import { CloudOnlySteps } from "#components/change/steps/cloud-only-steps.tsx";
import { StartButton } from "#components/sign-in/start-button.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { pageText, pageTitle } from "#lib/text/page-text.ts";

export const generateMetadata = pageTitle("steps.cloud.heading");

export default async function CloudOnlyPage(props: PageProps<"/[locale]/steps/cloud-only">) {
	const t = await pageText(props, "steps");
	return (
		<>
			<PageHeading>{t("cloud.heading")}</PageHeading>
			<AccountKinds chosen="cloudOnly" />
			<CloudOnlySteps>
				<TextFor of={["start", "failures", "states"]}>
					<StartButton />
				</TextFor>
			</CloudOnlySteps>
		</>
	);
}
