"use client";

import { useInstantFormat } from "#components/ui/instant.tsx";
import { Tag } from "#components/ui/tag.tsx";
import type { Lock, PersonState } from "#lib/core/person/person-state.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { PERSON_LOOK } from "../person-look.ts";

/** Where the person is in one word, why, and what to say now, in words to read out. */
export function ReadOut({ where }: { where: PersonState }) {
	const t = useTranslations("onePerson");
	const cohort = useTranslations("cohort");
	const why = useWhy(where);
	const say = useSay(where);
	return (
		<div aria-live="polite" className="my-6">
			<p className="mb-2">
				<Tag look={PERSON_LOOK[where.state]}>{cohort(`states.${where.state}`)}</Tag>
			</p>
			<p className="mb-4">{why}</p>
			<h3 className="mb-2 text-base font-bold">{t("sayHeading")}</h3>
			<blockquote className="rounded-card bg-info-tint p-4 text-[1.25rem]/7">{say}</blockquote>
		</div>
	);
}

/** By what the agent can tell where the person is. */
function useWhy({ reason, since, arrived, doubt, lock }: PersonState): string {
	const t = useTranslations("onePerson.why");
	const cohort = useTranslations("cohort");
	const progress = useTranslations("progress");
	const format = useInstantFormat();
	const when = since ? format(since) : "";
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
				? t("lockedUntil", { until: format(lock.until) })
				: t(lockedKey(lock));
		default: {
			const why = `${cohort(`reasons.${reason}`)}.`;
			return doubt ? `${why} ${progress(`doubts.${doubt}`)}` : why;
		}
	}
}

function useSay({ reason, lock, tries }: PersonState): string {
	const t = useTranslations("onePerson");
	const format = useInstantFormat();
	switch (reason) {
		case "locked": {
			const locked =
				lock?.until && !lock.isUntilUnlocked
					? t("say.lockedUntil", { until: format(lock.until) })
					: t(`say.${lockedKey(lock)}`);
			return `${locked} ${t(`then.${lock?.password ?? "last"}`)}`;
		}
		case "unproven": {
			if (!tries) return t("say.unproven");
			const { forgottenAt } = tries;
			return forgottenAt
				? t("say.unprovenUntil", { until: format(forgottenAt) })
				: t("say.unprovenTries");
		}
		// Of one person who is looked up alone the portal always says something.
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
