import { getTranslations } from "next-intl/server";
import { HintsFromAddress } from "#components/sign-in/hints-from-address.tsx";
import { PreloadConfig } from "#components/sign-in/preload-config.tsx";
import { SignedOutNote } from "#components/sign-in/signed-out-note.tsx";
import { StartButton } from "#components/sign-in/start-button.tsx";
import { TextFor } from "#components/site/text-for.tsx";
import { CardHeading } from "#components/ui/card-heading.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { TEXT_LINK } from "#components/ui/text-link.ts";
import { pageText, pageTitle } from "#lib/text/page-text.ts";

export const generateMetadata = pageTitle("start.title");

const STEPS = [
	{ text: "stepSignIn", icon: "person" },
	{ text: "stepProfile", icon: "list" },
	{ text: "stepChange", icon: "key" },
	{ text: "stepProgress", icon: "laptop" },
] as const;

export default async function StartPage(props: PageProps<"/[locale]">) {
	const t = await pageText(props, "start");
	const site = await getTranslations("site");
	return (
		<div
			data-wide="employee"
			className="grid gap-4 sm:grid-cols-2 sm:gap-6 lg:grid-cols-12 lg:grid-rows-[auto_1fr]"
		>
			<div className="mb-2 sm:col-span-full lg:col-[1/8] lg:row-start-1 lg:mb-0 lg:pt-8 lg:pe-16">
				<SignedOutNote />
				<PageHeading caption={site("step", { step: 1, of: 4 })}>{t("heading")}</PageHeading>
				<p className="max-w-[36rem] text-xl">{t("lead")}</p>
			</div>
			<section className="card order-3 sm:col-span-full lg:order-none lg:col-[8/13] lg:row-[1/3]">
				<h2 className="text-xl font-bold">{t("stepsHeading")}</h2>
				<ol className="mt-4">
					{STEPS.map(({ text, icon }) => (
						<li key={text} className="group relative flex gap-4 pb-5 last:pb-0">
							<span
								aria-hidden="true"
								className="absolute inset-y-0 start-[19px] border-s-2 border-line group-last:hidden"
							/>
							<span className="relative size-10 shrink-0 rounded-pill border border-line bg-info-tint p-[9px] text-info">
								<Icon name={icon} />
							</span>
							<span className="pt-1.5">{t(text)}</span>
						</li>
					))}
				</ol>
				<p className="mt-4">
					<a href="/steps" className={TEXT_LINK}>
						{t("steps")}
					</a>
				</p>
			</section>
			<section className="card order-4 lg:order-none lg:col-[1/8] lg:row-start-3">
				<CardHeading icon="clock">{t("timeHeading")}</CardHeading>
				<p className="mt-3">{t("time")}</p>
			</section>
			<section className="card order-5 lg:order-none lg:col-[8/13] lg:row-start-3">
				<CardHeading icon="lock">{t("needHeading")}</CardHeading>
				<p className="mt-3">{t("need")}</p>
				<p className="mt-2">
					<a href="/no-password" className={TEXT_LINK}>
						{t("noPassword")}
					</a>
				</p>
			</section>
			<div className="order-2 mb-2 sm:col-span-full lg:order-none lg:col-[1/8] lg:row-start-2 lg:mb-0 lg:pb-8">
				<TextFor of={["start", "failures", "states"]}>
					<PreloadConfig />
					<HintsFromAddress />
					<StartButton />
				</TextFor>
			</div>
		</div>
	);
}
