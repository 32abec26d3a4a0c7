import { AccountKinds } from "#components/change/steps/account-kinds.tsx";
import { SynchronisedSteps } from "#components/change/steps/synchronised-steps.tsx";
import { StartButton } from "#components/sign-in/start-button.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { pageText, pageTitle } from "#lib/text/page-text.ts";

export const generateMetadata = pageTitle("steps.sync.heading");

export default async function SynchronisedPage(props: PageProps<"/[locale]/steps/synchronised">) {
	const t = await pageText(props, "steps");
	return (
		<>
			<PageHeading>{t("sync.heading")}</PageHeading>
			<AccountKinds chosen="synchronised" />
			<SynchronisedSteps>
				<TextFor of={["start", "failures", "states"]}>
					<StartButton />
				</TextFor>
			</SynchronisedSteps>
		</>
	);
}
