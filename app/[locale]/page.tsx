import { getTranslations, setRequestLocale } from "next-intl/server";
import { HintsFromAddress } from "#components/sign-in/hints-from-address.tsx";
import { StartButton } from "#components/sign-in/start-button.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { TEXT_LINK } from "#components/ui/text-link.ts";
import type { Locale } from "#lib/text/locales.ts";
import { pageTitle } from "#lib/text/page-title.ts";

export const generateMetadata = pageTitle("start");

export default async function StartPage({ params }: PageProps<"/[locale]">) {
	const { locale } = await params;
	setRequestLocale(locale as Locale);
	const t = await getTranslations("start");
	const site = await getTranslations("site");
	const h2 = "mt-8 mb-2 text-2xl font-bold";
	return (
		<>
			<PageHeading caption={site("step", { step: 1, of: 4 })}>{t("heading")}</PageHeading>
			<p>{t("lead")}</p>
			<h2 className={h2}>{t("stepsHeading")}</h2>
			<ol className="list-decimal space-y-2 ps-6">
				<li>{t("stepSignIn")}</li>
				<li>{t("stepProfile")}</li>
				<li>{t("stepChange")}</li>
				<li>{t("stepProgress")}</li>
			</ol>
			<p className="mt-4">
				<a href="/steps" className={TEXT_LINK}>
					{t("steps")}
				</a>
			</p>
			<h2 className={h2}>{t("timeHeading")}</h2>
			<p>{t("time")}</p>
			<h2 className={h2}>{t("needHeading")}</h2>
			<p>{t("need")}</p>
			<p className="mt-2 mb-8">
				<a href="/no-password" className={TEXT_LINK}>
					{t("noPassword")}
				</a>
			</p>
			<TextFor of={["start"]}>
				<HintsFromAddress />
				<StartButton />
			</TextFor>
		</>
	);
}
