"use client";

import { Notice } from "#components/ui/notice.tsx";
import { useTranslations } from "#lib/text/client.tsx";

const EFFECTS = ["domain", "cloud", "sessions", "undo"] as const;

/** What expiring does besides what it is for (Microsoft Learn, `domain-services/faqs` and `how-to-connect-password-hash-synchronization`). */
export function SideEffects() {
	const t = useTranslations("expire");
	return (
		<Notice look="warning" heading={t("effectsHeading")}>
			<ul className="mt-2 list-disc space-y-2 ps-6">
				{EFFECTS.map((effect) => (
					<li key={effect}>{t(`effects.${effect}`)}</li>
				))}
			</ul>
		</Notice>
	);
}
