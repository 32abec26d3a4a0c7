import { LazyNoPassword } from "#components/change/no-password/lazy-no-password.tsx";
import { ResetOffer } from "#components/change/no-password/reset-offer.tsx";
import { PreloadConfig } from "#components/sign-in/preload-config.tsx";
import { SignInCard } from "#components/sign-in/sign-in-card.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { pageText, pageTitle } from "#lib/text/page-text.ts";
import { siteValue } from "#lib/text/site-values.ts";

export const generateMetadata = pageTitle("noPassword.heading");

/** For people who cannot enter an existing password. */
export default async function NoPasswordPage(props: PageProps<"/[locale]/no-password">) {
	const t = await pageText(props, "noPassword");
	return (
		<div data-late>
			<PreloadConfig />
			<PageHeading>{t("heading")}</PageHeading>
			<p className="mb-6">{t("why")}</p>
			<TextFor of={["site", "failures", "signIn", "ways", "missing", "noPassword"]}>
				{/* First what does not need the password that is missing. */}
				<div data-if="reset">
					<section className="card mb-6 in-[[data-signed-in]]:hidden">
						<ResetOffer href={siteValue("reset-url")} />
					</section>
				</div>
				<SignInCard lead={t("lead")} />
				<LazyNoPassword />
			</TextFor>
		</div>
	);
}
