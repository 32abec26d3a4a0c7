"use client";

import { Notice } from "#components/ui/notice.tsx";
import type { OutOfScope } from "#lib/core/sync-scope.ts";
import { useTranslations } from "#lib/text/client.tsx";

/**
 * Shown before anything is changed: this account is not synchronised to the managed domain, why,
 * and whom to ask.
 */
export function ScopeNotice({ reason }: { reason: OutOfScope }) {
	const t = useTranslations("ways.scope");
	return (
		<Notice look="warning" heading={t("heading")}>
			<p className="mb-4">{t(reason)}</p>
			<p>{t("next")}</p>
		</Notice>
	);
}
