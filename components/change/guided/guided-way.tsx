"use client";

import { AdminConsentLink } from "#components/failure/admin-consent-link.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import type { ChangeWay } from "#lib/core/change-way.ts";
import type { Me } from "#lib/entra/graph/read-me.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";
import { BeginButton, LookingForChange, useFollowing } from "./looking-for-change.tsx";
import { MicrosoftSteps } from "./microsoft-steps.tsx";

type Props = { me: Me; reason: Extract<ChangeWay, { way: "guided" }>["reason"] };

/**
 * Guides through Microsoft's own page, in a separate tab, and continues to Progress when Entra
 * reports the change. The same click opens the watch, before anything can be typed there.
 */
export function GuidedWay({ me, reason }: Props) {
	const t = useTranslations("ways.guided");
	const site = useTranslations("site");
	const { microsoftUrl } = useSignIn().config.change;
	const following = useFollowing(me);
	const isBegun = following.state.status !== "not-begun";
	return (
		<section className="card">
			<h2 className="mb-4 text-xl font-bold">{t("heading")}</h2>
			<p className="mb-4">{t(reason)}</p>
			{microsoftUrl ? (
				<a
					className={buttonClass(isBegun ? "secondary" : "primary")}
					href={microsoftUrl}
					target="_blank"
					rel="noopener noreferrer"
					onClick={following.begin}
					onAuxClick={following.begin}
				>
					<span>
						{t("open")} <span className="sr-only">({site("opensInNewTab")})</span>
					</span>
				</a>
			) : (
				<>
					<p className="mb-4 font-semibold">{t("noAddress")}</p>
					<BeginButton following={following} />
				</>
			)}
			{reason === "no-consent" && <AdminConsentLink lead={t("consentLead")} />}
			<LookingForChange following={following} />
			<h3 className="mt-8 mb-4 text-base font-bold">{t("steps")}</h3>
			<MicrosoftSteps t={t} open={t("stepOpen")} />
			<p className="mb-4 text-muted">{t("shortcut")}</p>
			<p>{t("stepReturn")}</p>
		</section>
	);
}
