"use client";

import { CodeList, useViewFacts, utc } from "#components/progress/code-list.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import type { Habits } from "#lib/core/readiness/habits.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { useTranslations } from "#lib/text/client.tsx";

type Props = { view: WatchView | undefined; habits: Habits };

/** What the judgement of the person's watch is based on, and how the domain has been observed to write. */
export function Evidence({ view, habits }: Props) {
	const t = useTranslations("progress.helpdesk");
	const progress = useTranslations("progress");
	const viewFacts = useViewFacts();
	const facts = [
		...(view ? viewFacts(view, view.checkedAt) : []),
		{ name: t("passwordTime"), value: habitCode(habits.passwordTime) },
		{ name: t("firstKeys"), value: habitCode(habits.firstKeys) },
	];
	return (
		<Disclosure summary={progress("technicalDetails")}>
			<CodeList facts={facts} />
		</Disclosure>
	);
}

function habitCode(habit: Habits["passwordTime"] | Habits["firstKeys"]): string {
	return habit ? `${habit.kind}, ${habit.count} landings, last ${utc(habit.lastSeenAt)}` : "-";
}
