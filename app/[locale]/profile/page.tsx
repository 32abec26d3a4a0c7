import { getTranslations } from "next-intl/server";
import { LazyProfile } from "#components/change/lazy-profile.tsx";
import { PreloadConfig } from "#components/sign-in/preload-config.tsx";
import { SignInCard } from "#components/sign-in/sign-in-card.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { pageText, pageTitle } from "#lib/text/page-text.ts";

export const generateMetadata = pageTitle("profile.heading");

export default async function ProfilePage(props: PageProps<"/[locale]/profile">) {
	const t = await pageText(props, "profile");
	const site = await getTranslations("site");
	return (
		<div data-wide="employee" data-late className="mx-auto max-w-[60rem]">
			<PreloadConfig />
			<PageHeading caption={site("step", { step: 2, of: 4 })}>{t("heading")}</PageHeading>
			<TextFor of={["site", "failures", "signIn", "profile", "obstacles", "ways", "missing"]}>
				<SignInCard />
				<LazyProfile />
			</TextFor>
		</div>
	);
}
