"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { FailureWithNextStep } from "#components/failure/failure-with-next-step.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { SessionEnd } from "#lib/browser/helpdesk/expire/expiry-session.ts";
import { useTranslations } from "#lib/text/client.tsx";

/** Removes the margin of a notice at the top of a card. */
export const FIRST_ON_CARD = "-mt-6 empty:hidden";

type Props = {
	end: SessionEnd;
	/** What is left, and the next step. */
	children?: ReactNode;
};

/** How a run ended, and what to do about it. It takes the focus, because buttons disappeared. */
export function EndNotice({ end, children }: Props) {
	const t = useTranslations("expire");
	const box = useRef<HTMLDivElement>(null);
	useEffect(() => box.current?.focus(), []);
	const isGood = end === "complete" || end === "paused";
	return (
		<div ref={box} tabIndex={-1} role={isGood ? "status" : undefined}>
			{typeof end === "object" ? (
				<FailureWithNextStep failure={end}>
					<p className="my-4">{t("stopped")}</p>
					{children}
				</FailureWithNextStep>
			) : (
				<div role={isGood ? undefined : "alert"}>
					<Notice look={end === "complete" ? "success" : isGood ? "action" : "danger"}>
						<p>{t(`ends.${end}`)}</p>
						{children}
					</Notice>
				</div>
			)}
		</div>
	);
}
