import { getTranslations, setRequestLocale } from "next-intl/server";
import { AccountKinds } from "#components/change/steps/account-kinds.tsx";
import { StartButton } from "#components/sign-in/start-button.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import type { Locale } from "#lib/text/locales.ts";
import { pageTitle } from "#lib/text/page-title.ts";

export const generateMetadata = pageTitle("steps");

/** For people who read before they sign in: which steps are theirs. */
export default async function StepsPage({ params }: PageProps<"/[locale]/steps">) {
	const { locale } = await params;
	setRequestLocale(locale as Locale);
	const t = await getTranslations("steps");
	return (
		<>
			<PageHeading>{t("heading")}</PageHeading>
			<p className="mb-6">{t("lead")}</p>
			<AccountKinds />
			<h2 className="mb-2 text-xl font-bold">{t("unsureHeading")}</h2>
			<p className="mb-6">{t("unsure")}</p>
			<TextFor of={["start"]}>
				<StartButton />
			</TextFor>
		</>
	);
}
