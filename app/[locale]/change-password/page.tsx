import { getTranslations } from "next-intl/server";
import { LazyChange } from "#components/change/lazy-change.tsx";
import { PreloadConfig } from "#components/sign-in/preload-config.tsx";
import { SignInCard } from "#components/sign-in/sign-in-card.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import { ErrorSummarySlot } from "#components/ui/error-summary-slot.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { pageText, pageTitle } from "#lib/text/page-text.ts";

export const generateMetadata = pageTitle("change.heading");

export default async function ChangePage(props: PageProps<"/[locale]/change-password">) {
	const t = await pageText(props, "change");
	const site = await getTranslations("site");
	return (
		<div data-narrow data-late>
			<PreloadConfig />
			<ErrorSummarySlot />
			<PageHeading caption={site("step", { step: 3, of: 4 })}>{t("heading")}</PageHeading>
			<TextFor
				of={[
					"site",
					"failures",
					"signIn",
					"profile",
					"change",
					"passwordHelp",
					"ways",
					"missing",
					"noPassword",
				]}
			>
				<SignInCard />
				<LazyChange />
			</TextFor>
		</div>
	);
}
