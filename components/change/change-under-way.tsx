"use client";

import { AppLink } from "#components/ui/app-link.tsx";
import { useInstantFormat } from "#components/ui/instant.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { isUnderWay, useOwnWatch } from "#lib/browser/watch/use-own-watch.ts";
import { useTranslations } from "#lib/text/client.tsx";

/** Says that a change of this person is still on its way, on whichever device it was made. */
export function ChangeUnderWay() {
	const t = useTranslations("profile");
	const format = useInstantFormat();
	const view = useOwnWatch();
	if (!view || view === "none" || !isUnderWay(view)) return null;
	return (
		<Notice>
			<p>{t("underWay", { when: format(view.changedAt) })}</p>
			<AppLink href="/progress">{t("seeProgress")}</AppLink>
		</Notice>
	);
}
