"use client";

import { formatTimeOfDay } from "#components/ui/instant.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { useServerNow } from "#lib/browser/use-server-now.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { useLocale, useTranslations } from "#lib/text/client.tsx";

type Props = { view: WatchView; checkedAt: Date | undefined };

/** That the old password goes on for a while over NTLM; only as long as it does, and where there was one. */
export function OldPasswordNote({ view, checkedAt }: Props) {
	const t = useTranslations("progress");
	const locale = useLocale();
	const now = useServerNow(view.sentAt, checkedAt);
	const until = view.oldPasswordUntil;
	if (!until || now >= until) return null;
	return <Notice>{t("oldPassword", { until: formatTimeOfDay(until, locale) })}</Notice>;
}
