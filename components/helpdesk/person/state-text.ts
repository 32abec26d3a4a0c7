"use client";

import { isPastStatus } from "#lib/core/person/past-status.ts";
import type { Lock, PersonState } from "#lib/core/person/person-state.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { useTimes } from "../times.ts";

/**
 * The agent's evidence for a person's state.
 *
 * @param format formats times: on the page as a distance or a time of day, in a ticket exactly
 */
export function useReasonText(
	{ reason, since, arrived, doubt, lock }: PersonState,
	format: { past: (at: Date) => string; coming: (at: Date) => string },
): string {
	const t = useTranslations("onePerson.why");
	const cohort = useTranslations("cohort");
	const progress = useTranslations("progress");
	const when = since ? format.past(since) : "";
	switch (reason) {
		case "waiting":
		case "late":
			return t(reason, { when, arrived: arrived?.count ?? 0, total: arrived?.of ?? 0 });
		case "seen":
		case "by-time":
		case "one-unread":
			return t(reason, { when });
		case "locked":
			return lock?.until && !lock.isUntilUnlocked
				? t("lockedUntil", { until: format.coming(lock.until) })
				: t(lockedKey(lock));
		default: {
			const why = `${cohort(`reasons.${reason}`)}.`;
			return doubt ? `${why} ${progress(`doubts.${doubt}`)}` : why;
		}
	}
}

/** What to say to a person now, in words to read out. */
export function useAdviceText({ reason, since, lock, tries }: PersonState, now: Date): string {
	const t = useTranslations("onePerson");
	const { spoken } = useTimes();
	switch (reason) {
		case "locked": {
			const locked =
				lock?.until && !lock.isUntilUnlocked
					? t("say.lockedUntil", { until: spoken(lock.until) })
					: t(`say.${lockedKey(lock)}`);
			return `${locked} ${t(`then.${lock?.password ?? "last"}`)}`;
		}
		case "unproven": {
			if (!tries) return t("say.unproven");
			const { forgottenAt } = tries;
			return forgottenAt
				? t("say.unprovenUntil", { until: spoken(forgottenAt) })
				: t("say.unprovenTries");
		}
		case "late":
			return t(since && isPastStatus(since, now) ? "say.lateForDays" : "say.late");
		// For a single person the portal always answers.
		case "not-read-yet":
		case "not-answered":
			return t("say.unread");
		default:
			return t(`say.${reason}`);
	}
}

function lockedKey(lock: Lock | undefined): "lockedUntilUnlocked" | "lockedUnknown" {
	return lock?.isUntilUnlocked ? "lockedUntilUnlocked" : "lockedUnknown";
}
