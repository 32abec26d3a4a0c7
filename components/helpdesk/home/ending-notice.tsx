"use client";

import { Notice } from "#components/ui/notice.tsx";
import type { Ending } from "#lib/core/helpdesk/ending.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { useTimes } from "../times.ts";

/** Warns agents before the portal can no longer read the domain, so that somebody acts in time. */
export function EndingNotice({ endings, now }: { endings: readonly Ending[]; now: Date }) {
	const t = useTranslations("helpdesk.endings");
	const { short } = useTimes();
	if (endings.length === 0) return null;
	return (
		<Notice look="warning" heading={t("heading")}>
			{endings.map(({ kind, at }) => (
				<p key={kind}>{t(kind, { at: short(at), isOver: String(at <= now) })}</p>
			))}
			<p>{t("todo")}</p>
		</Notice>
	);
}
