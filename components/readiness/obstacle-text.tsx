"use client";

import { AppLink } from "#components/ui/app-link.tsx";
import { useInstantFormat } from "#components/ui/instant.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { Obstacle } from "#lib/core/readiness/readiness.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { useTranslations } from "#lib/text/client.tsx";

/** What another change of the password mends. */
const MENDED_BY_CHANGE: Obstacle["kind"][] = [
	"must-change",
	"password-expired",
	"one-kind",
	"domain-rebuilt",
];

type Props = { obstacle: Obstacle; state: WatchView["state"] };

/** What keeps an account from signing in, and what to do about it. */
export function ObstacleText({ obstacle, state }: Props) {
	const t = useTranslations("obstacles");
	const format = useInstantFormat();
	return (
		<Notice look="danger">
			<p>{text()}</p>
			{MENDED_BY_CHANGE.includes(obstacle.kind) && (
				<p className="mt-2">
					<AppLink href="/change-password">{t("changeAgain")}</AppLink>
				</p>
			)}
		</Notice>
	);

	function text(): string {
		const isMeanwhile = state !== "blocked";
		if (obstacle.kind === "disabled") return isMeanwhile ? t("disabledMeanwhile") : t("disabled");
		if (obstacle.kind === "domain-rebuilt") return t(obstacle.kind, { at: format(obstacle.at) });
		if (obstacle.kind !== "locked") return t(obstacle.kind);
		const until = obstacle.until && format(obstacle.until);
		if (isMeanwhile) return until ? t("lockedMeanwhile", { until }) : t("lockedMeanwhileUnknown");
		return until ? t("locked", { until }) : t("lockedUnknown");
	}
}
