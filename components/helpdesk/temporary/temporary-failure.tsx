"use client";

import { FailureWithNextStep } from "#components/failure/failure-with-next-step.tsx";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { TemporaryEnd } from "#lib/browser/helpdesk/temporary/set-temporary.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { ResetInstead } from "./reset-instead.tsx";

type Props = { end: Exclude<TemporaryEnd, { kind: "set" }>; again: () => void };

/** Why no password was set, or that this is unknown, and the next step. */
export function TemporaryFailure({ end, again }: Props) {
	const t = useTranslations("temporary");
	if (end.kind === "not-set") {
		return (
			<FailureWithNextStep failure={end.failure} heading={t("refusedHeading")} again={again}>
				<ResetInstead />
			</FailureWithNextStep>
		);
	}
	return (
		<div role="alert">
			<Notice look="danger" heading={t("unknownHeading")}>
				<p className="mb-4">{t("unknown")}</p>
				<Button look="secondary" onClick={again}>
					{t("another")}
				</Button>
				<ResetInstead />
			</Notice>
		</div>
	);
}
