"use client";

import { useRef } from "react";
import { FailureWithNextStep } from "#components/failure/failure-with-next-step.tsx";
import { Button } from "#components/ui/button.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { ShareButton } from "#components/ui/share-button.tsx";
import { TEXT_LINK } from "#components/ui/text-link.ts";
import { makeTicket } from "#lib/browser/helpdesk/helpdesk-api.ts";
import { useAction } from "#lib/browser/use-action.ts";
import { usePortal } from "#lib/browser/use-portal.ts";
import type { Member } from "#lib/core/cohort/member.ts";
import type { LookedUp } from "#lib/core/helpdesk/looked-up.ts";
import { isPastStatus } from "#lib/core/person/past-status.ts";
import type { PersonState } from "#lib/core/person/person-state.ts";
import { useTranslations } from "#lib/text/client.tsx";

type Props = {
	person: Member;
	lookedUp: LookedUp;
	where: PersonState;
	now: Date;
	onMade: () => void;
};

/** The address at which the person can follow the change; created if there is none and it is useful. */
export function PersonTicket({ person, lookedUp, where, now, onMade }: Props) {
	const t = useTranslations("onePerson");
	const site = useTranslations("site");
	const progress = useTranslations("progress");
	// The status of an earlier change says nothing about the last one.
	const isLatest = where.isWatched || !isChanged(where) || where.reason === "unanswered";
	const ticket = isLatest ? lookedUp.watch?.ticket : undefined;
	const address = ticket && new URL(`/status/${ticket}`, window.location.origin).href;
	const changedAt = person.lastPasswordChangeAt;
	const heading = useRef<HTMLHeadingElement>(null);
	/** The address replaces the button. */
	function made() {
		heading.current?.focus();
		onMade();
	}
	return (
		<section className="my-8">
			<h3 ref={heading} tabIndex={-1} className="mb-2 text-base font-bold">
				{t("ticketHeading")}
			</h3>
			{address ? (
				<>
					<p>{t("ticketHint")}</p>
					<CopyField label={t("ticketAddress")} value={address}>
						<ShareButton title={progress("shareTitle")} address={address} look="secondary" />
					</CopyField>
					<a href={address} target="_blank" rel="noopener noreferrer" className={TEXT_LINK}>
						{t("ticketOpen")} ({site("opensInNewTab")})
					</a>
				</>
			) : where.state !== "waiting" || !changedAt ? (
				<p>{t("ticketNone")}</p>
			) : isPastStatus(changedAt, now) ? (
				<p>{t("ticketPast")}</p>
			) : (
				<MakeTicket person={person} changedAt={changedAt} onMade={made} />
			)}
		</section>
	);
}

/** Whether there is a change that somebody may want to follow. */
function isChanged({ state }: PersonState): boolean {
	return state === "waiting" || state === "probably";
}

type MakeProps = { person: Member; changedAt: Date; onMade: () => void };

function MakeTicket({ person, changedAt, onMade }: MakeProps) {
	const t = useTranslations("onePerson");
	const asAgent = usePortal();
	const { act, failure } = useAction();
	async function make() {
		const { id, userPrincipalName } = person;
		const result = await act(() =>
			asAgent((token) => makeTicket(token, { id, userPrincipalName }, changedAt)),
		);
		if (result?.ok) onMade();
	}
	return (
		<>
			<p className="mb-4">{t("ticketMakeHint")}</p>
			{failure && <FailureWithNextStep failure={failure} again={make} />}
			<Button look="secondary" onClick={make}>
				{t("ticketMake")}
			</Button>
		</>
	);
}
