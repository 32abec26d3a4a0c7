import { getTranslations, setRequestLocale } from "next-intl/server";
import { AccountKinds } from "#components/change/steps/account-kinds.tsx";
import { SynchronisedSteps } from "#components/change/steps/synchronised-steps.tsx";
import { StartButton } from "#components/sign-in/start-button.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import type { Locale } from "#lib/text/locales.ts";
import { pageTitle } from "#lib/text/page-title.ts";

export const generateMetadata = pageTitle("stepsSynchronised");

export default async function SynchronisedPage({
	params,
}: PageProps<"/[locale]/steps/synchronised">) {
	const { locale } = await params;
	setRequestLocale(locale as Locale);
	const t = await getTranslations("steps");
	return (
		<>
			<PageHeading>{t("heading")}</PageHeading>
			<AccountKinds chosen="synchronised" />
			<SynchronisedSteps />
			<TextFor of={["start"]}>
				<StartButton />
			</TextFor>
		</>
	);
}
