"use client";

import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { AdminConsentLink } from "#components/failure/admin-consent-link.tsx";
import { LazyProgress } from "#components/progress/lazy-progress.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { useChangeElsewhere } from "#lib/browser/change/use-change-elsewhere.ts";
import type { ChangeWay } from "#lib/core/change-way.ts";
import type { Me } from "#lib/entra/graph/read-me.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";
import { LookingForChange } from "./looking-for-change.tsx";
import { MicrosoftSteps } from "./microsoft-steps.tsx";

type Props = { me: Me; reason: Extract<ChangeWay, { way: "guided" }>["reason"] };

/**
 * Guides through Microsoft's own page, in a separate tab, and continues to Progress when Entra
 * reports the change. The same click opens the watch, before anything can be typed there.
 */
export function GuidedWay({ me, reason }: Props) {
	const t = useTranslations("ways.guided");
	const site = useTranslations("site");
	const router = useRouter();
	const { microsoftUrl } = useSignIn().config.change;
	const onChanged = useCallback(() => router.push("/progress"), [router]);
	const { state, begin, lookNow } = useChangeElsewhere(me, onChanged);
	const isBegun = state.status !== "not-begun";

	function leave() {
		router.prefetch("/progress");
		LazyProgress.preload();
		void begin();
	}

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
					onClick={leave}
					onAuxClick={leave}
				>
					<span>
						{t("open")} <span className="sr-only">({site("opensInNewTab")})</span>
					</span>
				</a>
			) : (
				<NoAddress isBegun={isBegun} onBegin={leave} />
			)}
			{reason === "no-consent" && <AdminConsentLink lead={t("consentLead")} />}
			<LookingForChange
				state={state}
				lastChangeAt={me.lastPasswordChangeAt}
				onLookNow={lookNow}
				onBegin={leave}
			/>
			<h3 className="mt-8 mb-4 text-base font-bold">{t("steps")}</h3>
			<MicrosoftSteps t={t} open={t("stepOpen")} />
			<p className="mb-4 text-muted">{t("shortcut")}</p>
			<p>{t("stepReturn")}</p>
		</section>
	);
}

/** Clouds without a known address: the person finds the page and says when. */
function NoAddress({ isBegun, onBegin }: { isBegun: boolean; onBegin: () => void }) {
	const t = useTranslations("ways.guided");
	return (
		<>
			<p className="mb-4 font-semibold">{t("noAddress")}</p>
			{!isBegun && (
				<button type="button" className={buttonClass()} onClick={onBegin}>
					{t("begin")}
				</button>
			)}
		</>
	);
}
