"use client";

import { useEffect, useRef } from "react";
import { FailureWithNextStep } from "#components/failure/failure-with-next-step.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { SessionEnd } from "#lib/browser/helpdesk/expire/expiry-session.ts";
import { useTranslations } from "#lib/text/client.tsx";

/** How a run ended, and what to do about it. It takes the focus, because buttons disappeared. */
export function EndNotice({ end }: { end: SessionEnd }) {
	const t = useTranslations("expire");
	const box = useRef<HTMLDivElement>(null);
	useEffect(() => box.current?.focus(), []);
	const isGood = end === "complete" || end === "paused";
	return (
		<div ref={box} tabIndex={-1} role={isGood ? "status" : undefined}>
			{typeof end === "object" ? (
				<FailureWithNextStep failure={end}>
					<p className="mt-4">{t("stopped")}</p>
				</FailureWithNextStep>
			) : (
				<div role={isGood ? undefined : "alert"}>
					<Notice look={end === "complete" ? "success" : isGood ? "action" : "danger"}>
						<p>{t(`ends.${end}`)}</p>
					</Notice>
				</div>
			)}
		</div>
	);
}
