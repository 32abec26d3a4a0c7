"use client";

import { useInstantFormat } from "#components/ui/instant.tsx";
import { Tag, type TagLook } from "#components/ui/tag.tsx";
import type { PersonAdvice } from "#lib/core/helpdesk/person-advice.ts";
import { useTranslations } from "#lib/text/client.tsx";

type Kind = PersonAdvice["kind"];

/** Colour only repeats what the word says. */
const LOOK: Partial<Record<Kind, TagLook>> = {
	usable: "success",
	late: "warning",
	unconfirmed: "warning",
	unread: "warning",
	locked: "danger",
	disabled: "danger",
	"must-change": "danger",
	"password-expired": "danger",
	"other-obstacle": "danger",
	"cannot-disabled": "danger",
};

/** Where the person is in one word, why, and what to say now, in words to read out. */
export function ReadOut({ advice }: { advice: PersonAdvice }) {
	const t = useTranslations("onePerson");
	const { why, say } = useAdviceText(advice);
	return (
		<div aria-live="polite" className="my-6">
			<p className="mb-2">
				<Tag look={LOOK[advice.kind] ?? "plain"}>{t(`states.${advice.kind}`)}</Tag>
			</p>
			<p className="mb-4">{why}</p>
			<h3 className="mb-2 text-xl font-bold">{t("sayHeading")}</h3>
			<blockquote className="border-s-8 border-action bg-raised px-4 py-3 text-xl">
				{say}
			</blockquote>
		</div>
	);
}

function useAdviceText(advice: PersonAdvice): { why: string; say: string } {
	const t = useTranslations("onePerson");
	const format = useInstantFormat();
	switch (advice.kind) {
		case "waiting":
		case "late": {
			const { since, arrived, total } = advice;
			return {
				why: t(`why.${advice.kind}`, { when: format(since), arrived, total }),
				say: t(`say.${advice.kind}`),
			};
		}
		case "usable": {
			const why = t(advice.evidence === "watch" ? "why.usable" : "why.usableByTime", {
				when: format(advice.since),
			});
			return {
				why: advice.isEverywhere ? why : `${why} ${t("why.notAllRead")}`,
				say: t("say.usable"),
			};
		}
		case "locked": {
			const until = advice.until && format(advice.until);
			return {
				why: until ? t("why.locked", { until }) : t("why.lockedUnknown"),
				say: until ? t("say.locked", { until }) : t("say.lockedUnknown"),
			};
		}
		default:
			return { why: t(`why.${advice.kind}`), say: t(`say.${advice.kind}`) };
	}
}
