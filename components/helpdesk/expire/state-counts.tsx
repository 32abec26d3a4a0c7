"use client";

import { FactList } from "#components/ui/fact-list.tsx";
import { EXPIRY_STATES, type ExpiryState } from "#lib/core/cohort/expiry-row.ts";
import { useTranslations } from "#lib/text/client.tsx";

/** How many people are in each state; empty states are left out. */
export function StateCounts({ counts }: { counts: Readonly<Record<ExpiryState, number>> }) {
	const t = useTranslations("expire");
	const facts = EXPIRY_STATES.filter((state) => counts[state] > 0).map((state) => ({
		name: t(`states.${state}`),
		value: counts[state],
	}));
	return <FactList facts={facts} />;
}
