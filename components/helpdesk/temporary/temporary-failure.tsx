"use client";

import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { TemporaryEnd } from "#lib/browser/helpdesk/temporary/set-temporary.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { FindProblem } from "../find/find-problem.tsx";
import { HelpdeskProblem } from "../helpdesk-problem.tsx";
import { NextStep } from "../next-step.tsx";
import { ResetInstead } from "./reset-instead.tsx";

type Props = { end: Exclude<TemporaryEnd, { kind: "set" }>; again: () => void };

/** Why no password was set, or that nobody knows, and what leads on. */
export function TemporaryFailure({ end, again }: Props) {
	const t = useTranslations();
	switch (end.kind) {
		case "not-asked":
			return <FindProblem because={end.because} again={again} />;
		case "not-written":
			return <HelpdeskProblem code={end.code} again={again} />;
		case "unknown":
			return (
				<div role="alert">
					<Notice look="danger" heading={t("temporary.unknownHeading")}>
						<p className="mb-4">{t("temporary.unknown")}</p>
						<Button look="secondary" onClick={again}>
							{t("temporary.another")}
						</Button>
						<ResetInstead />
					</Notice>
				</div>
			);
		case "refused":
			return (
				<div role="alert">
					<Notice look="danger" heading={t("temporary.refusedHeading")}>
						<p className="mb-2">{t(`temporary.refused.${end.because}`)}</p>
						{end.code && (
							<p className="mb-4 text-sm wrap-anywhere text-muted">
								{t("temporary.ids", { code: end.code, id: end.requestId })}
							</p>
						)}
						<NextStep
							because={end.because}
							right="expire-passwords"
							again={{ text: t("load.again"), act: again }}
						/>
						<ResetInstead />
					</Notice>
				</div>
			);
	}
}
