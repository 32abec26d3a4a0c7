"use client";

import { useCallback } from "react";
import { Loading } from "#components/ui/loading.tsx";
import { readWaits } from "#lib/browser/portal-api.ts";
import { useRead } from "#lib/browser/use-read.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { WaitsFigure } from "./waits-figure.tsx";

/** The waits behind the forecast, on request. */
export function Waits({ ticket }: { ticket: string }) {
	const t = useTranslations("progress");
	const site = useTranslations("site");
	const { result } = useRead(useCallback(() => readWaits(ticket), [ticket]));
	if (!result) return <Loading>{site("loading")}</Loading>;
	if (!result.ok || !result.value) return <p>{t("waitsUnread")}</p>;
	return <WaitsFigure plot={result.value} />;
}
