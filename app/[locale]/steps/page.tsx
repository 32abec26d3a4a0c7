import { AccountKinds } from "#components/change/steps/account-kinds.tsx";
import { StartButton } from "#components/sign-in/start-button.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { pageText, pageTitle } from "#lib/text/page-text.ts";

export const generateMetadata = pageTitle("steps.heading");

/** For people who read before they sign in: which steps apply to them. */
export default async function StepsPage(props: PageProps<"/[locale]/steps">) {
	const t = await pageText(props, "steps");
	return (
		<>
			<PageHeading>{t("heading")}</PageHeading>
			<p className="mb-6">{t("lead")}</p>
			<AccountKinds />
			<section className="card">
				<h2 className="mb-2 text-xl font-bold">{t("unsureHeading")}</h2>
				<p className="mb-6">{t("unsure")}</p>
				<TextFor of={["start", "failures", "states"]}>
					<StartButton />
				</TextFor>
			</section>
		</>
	);
}
