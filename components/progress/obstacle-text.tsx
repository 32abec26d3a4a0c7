"use client";

import { useInstantFormat } from "#components/ui/instant.tsx";
import type { Obstacle } from "#lib/core/readiness/readiness.ts";
import { useTranslations } from "#lib/text/client.tsx";

/** Returns the sentence for what keeps an account from signing in. */
export function useObstacleText(): (obstacle: Obstacle) => string {
	const t = useTranslations("obstacles");
	const format = useInstantFormat();
	return (obstacle) => {
		if (obstacle.kind === "domain-rebuilt") return t(obstacle.kind, { at: format(obstacle.at) });
		if (obstacle.kind !== "locked") return t(obstacle.kind);
		if (obstacle.isUntilUnlocked) return t("lockedUntilUnlocked");
		return obstacle.until
			? t("lockedUntil", { until: format(obstacle.until) })
			: t("lockedUnknown");
	};
}
