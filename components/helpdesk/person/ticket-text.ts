"use client";

import type { Member } from "#lib/core/cohort/member.ts";
import type { LookedUp } from "#lib/core/helpdesk/looked-up.ts";
import type { PersonState } from "#lib/core/person/person-state.ts";
import { shownUserName } from "#lib/core/person/shown-user-name.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { useTimes } from "../times.ts";
import { useAdviceText, useReasonText } from "./state-text.ts";

type Facts = { person: Member; lookedUp: LookedUp; where: PersonState; now: Date };

/**
 * What an agent pastes into the organisation's own ticket: plain lines, with times to the minute
 * and their zone.
 */
export function useTicketText({ person, lookedUp, where, now }: Facts): string {
	const t = useTranslations("onePerson.ticketText");
	const states = useTranslations("cohort.states");
	const { exact } = useTimes();
	const advice = useAdviceText(where, now);
	const reason = useReasonText(where, { past: exact, coming: exact });
	const reference = lookedUp.watch?.view.reference;
	return [
		...(reference ? [t("reference", { reference })] : []),
		t("person", {
			name: person.displayName,
			userName: shownUserName(person.userPrincipalName),
		}),
		t("state", { state: states(where.state), why: reason }),
		...(person.lastPasswordChangeAt
			? [t("changed", { at: exact(person.lastPasswordChangeAt) })]
			: []),
		t("said", { said: advice }),
		t("lookedAt", { at: exact(now) }),
	].join("\n");
}
