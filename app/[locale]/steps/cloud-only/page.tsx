import { getTranslations, setRequestLocale } from "next-intl/server";
import { AccountKinds } from "#components/change/steps/account-kinds.tsx";
import { CloudOnlySteps } from "#components/change/steps/cloud-only-steps.tsx";
import { StartButton } from "#components/sign-in/start-button.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import type { Locale } from "#lib/text/locales.ts";
import { pageTitle } from "#lib/text/page-title.ts";

export const generateMetadata = pageTitle("stepsCloudOnly");

export default async function CloudOnlyPage({ params }: PageProps<"/[locale]/steps/cloud-only">) {
	const { locale } = await params;
	setRequestLocale(locale as Locale);
	const t = await getTranslations("steps");
	return (
		<>
			<PageHeading>{t("heading")}</PageHeading>
			<AccountKinds chosen="cloudOnly" />
			<CloudOnlySteps />
			<TextFor of={["start"]}>
				<StartButton />
			</TextFor>
		</>
	);
}
