"use client";

import { AppLink } from "#components/ui/app-link.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { useSignIn } from "#lib/browser/sign-in/sign-in-context.tsx";
import type { ChangeWay } from "#lib/core/change-way.ts";
import { useTranslations } from "#lib/text/client.tsx";

type OtherWay = Exclude<ChangeWay, { way: "portal" }>;

/** For everybody whose password is not changed in this portal: why, and what to do. */
export function WayText({ way }: { way: OtherWay }) {
	if (way.way === "guided") return <Guided because={way.because} />;
	if (way.way === "on-premises") return <OnPremises />;
	return <NoWay because={way.because} />;
}

function Guided({ because }: { because: Extract<OtherWay, { way: "guided" }>["because"] }) {
	const t = useTranslations("ways.guided");
	const site = useTranslations("site");
	const { microsoftUrl } = useSignIn().config.change;
	return (
		<section>
			<h2 className="mb-4 text-2xl font-bold">{t("heading")}</h2>
			<p className="mb-4">{t(because)}</p>
			<p className="font-semibold">{t("steps")}</p>
			<ol className="mb-6 list-decimal ps-6">
				<li>{t("stepOpen")}</li>
				<li>{t("stepChange")}</li>
				<li>{t("stepReturn")}</li>
			</ol>
			{microsoftUrl ? (
				<a className={buttonClass()} href={microsoftUrl} target="_blank" rel="noopener noreferrer">
					{t("open")} <span className="sr-only">({site("opensInNewTab")})</span>
				</a>
			) : (
				<p className="font-semibold">{t("noAddress")}</p>
			)}
		</section>
	);
}

function OnPremises() {
	const t = useTranslations("ways.on-premises");
	return (
		<section>
			<h2 className="mb-4 text-2xl font-bold">{t("heading")}</h2>
			<p className="mb-4">{t("lead")}</p>
			<ol className="mb-4 list-decimal ps-6">
				<li>{t("stepKeys")}</li>
				<li>{t("stepSelect")}</li>
				<li>{t("stepEnter")}</li>
			</ol>
			<p>{t("after")}</p>
		</section>
	);
}

function NoWay({ because }: { because: "guest" | "personal-account" }) {
	const t = useTranslations(`ways.${because}`);
	const missing = useTranslations("missing");
	return (
		<section>
			<h2 className="mb-4 text-2xl font-bold">{t("heading")}</h2>
			<p className="mb-4">{t("lead")}</p>
			<p className="mb-6">{t("next")}</p>
			<AppLink href="/">{missing("toStart")}</AppLink>
		</section>
	);
}
