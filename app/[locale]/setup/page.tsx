import { getTranslations, setRequestLocale } from "next-intl/server";
import { SetupSteps } from "#components/setup/setup-steps.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import type { Locale } from "#lib/text/locales.ts";
import { pageTitle } from "#lib/text/page-title.ts";

export const generateMetadata = pageTitle("setup");

/** For administrators; it holds nothing that is secret. */
export default async function SetupPage({ params }: PageProps<"/[locale]/setup">) {
	const { locale } = await params;
	setRequestLocale(locale as Locale);
	const t = await getTranslations("setup");
	return (
		<>
			<PageHeading>{t("heading")}</PageHeading>
			<p className="mb-8">{t("lead")}</p>
			<SetupSteps />
		</>
	);
}
