"use client";

import { useEffect, useState } from "react";
import { PhoneNumber } from "#components/ui/phone-number.tsx";
import { TEXT_LINK } from "#components/ui/text-link.ts";
import { loadConfig } from "#lib/browser/client-config.ts";
import type { ClientConfig } from "#lib/core/client-config.ts";
import { useTranslations } from "#lib/text/client.tsx";

export function useConfig(): ClientConfig | undefined {
	const [config, setConfig] = useState<ClientConfig>();
	useEffect(() => {
		// A page that needs the settings says that they cannot be read; the frame around it does without.
		loadConfig().then(setConfig, () => undefined);
	}, []);
	return config;
}

/**
 * Says plainly that this is practice: within the header where that is wide enough, else at the foot of
 * the screen. It comes late, and nothing may move for it.
 */
export function PracticeBanner() {
	const t = useTranslations("site");
	if (!useConfig()?.isPractice) return null;
	return (
		<p className="pointer-events-none sticky bottom-2 z-20 col-start-1 row-start-2 row-end-4 mx-4 mb-2 self-end justify-self-center rounded-card border border-warning/40 bg-warning-tint px-3 py-1 text-center text-xs font-semibold text-warning lg:static lg:row-start-1 lg:row-end-2 lg:m-0 lg:max-w-[min(45rem,100vw-24rem)] lg:truncate lg:self-center lg:rounded-pill">
			{t("practice")}
		</p>
	);
}

/** Who helps. */
export function Support() {
	const t = useTranslations("site");
	const support = useConfig()?.support;
	const { name, email, phone, phoneUri, url } = support ?? {};
	return (
		<section aria-label={t("help")} className="min-h-24 sm:min-h-12">
			<p className="font-semibold">{name ? t("helpFrom", { name }) : t("help")}</p>
			<ul className="flex flex-wrap gap-x-4">
				{phone && (
					<li>
						<PhoneNumber uri={phoneUri}>{phone}</PhoneNumber>
					</li>
				)}
				{email && <Way href={`mailto:${email}`}>{email}</Way>}
				{url && <Way href={url}>{url}</Way>}
			</ul>
			{!phone && !email && !url && <p>{t("helpNobody")}</p>}
		</section>
	);
}

function Way({ href, children }: { href: string; children: string }) {
	return (
		<li>
			<a dir="ltr" className={`wrap-anywhere ${TEXT_LINK}`} href={href}>
				{children}
			</a>
		</li>
	);
}
