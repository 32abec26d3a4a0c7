"use client";

import { useCallback } from "react";
import { useAgoFormat } from "#components/ui/instant.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { ChangeRecord } from "#lib/browser/change/change-record.ts";
import { settleChange } from "#lib/browser/change/settle-change.ts";
import { useRead } from "#lib/browser/use-read.ts";
import { ok } from "#lib/core/failure.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";
import { ProgressOrAgain, StillUnderWay } from "./still-under-way.tsx";

type Props = { record: ChangeRecord; onAgain: () => void };

/**
 * Replaces the form while the outcome of the last attempt is unknown: Entra is checked once more,
 * and another attempt, which may count towards a lockout, must be requested.
 */
export function TryOpen({ record, onAgain }: Props) {
	const t = useTranslations("change.tryOpen");
	const site = useTranslations("site");
	const ago = useAgoFormat();
	const signIn = useSignIn();
	const settle = useCallback(
		async () => ok(await settleChange(signIn, record, { isConfirmed: false })),
		[signIn, record],
	);
	const { result } = useRead(settle);

	if (!result) return <Loading>{site("loading")}</Loading>;
	const changedAt = result.ok ? result.value.changedAt : undefined;
	if (changedAt) return <StillUnderWay changedAt={changedAt} onAgain={onAgain} />;
	const limit = signIn.config.tenant.lockedAfter;
	return (
		<Notice look="warning" heading={t("heading")}>
			<p className="mb-4">{t("lead", { when: ago(record.sentAt) })}</p>
			<p className="mb-4">{t("risk", { limit })}</p>
			<ProgressOrAgain again={t("again")} onAgain={onAgain} />
		</Notice>
	);
}
