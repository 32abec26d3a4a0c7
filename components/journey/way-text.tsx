"use client";

import { AppLink } from "#components/ui/app-link.tsx";
import type { ChangeWay } from "#lib/core/change-way.ts";
import { useTranslations } from "#lib/text/client.tsx";

type OtherWay = Exclude<ChangeWay, { way: "portal" | "guided" }>;

/** For everybody whose password is changed on no page that this portal leads to: why, and what to do. */
export function WayText({ way }: { way: OtherWay }) {
	if (way.way === "on-premises") return <OnPremises />;
	return <NoWay because={way.because} />;
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
