"use client";

import { useEffect, useRef } from "react";
import { FailureWithNextStep } from "#components/failure/failure-with-next-step.tsx";
import { Button } from "#components/ui/button.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PERSON_HEADING } from "#lib/browser/helpdesk/person-address.ts";
import type { TemporaryEnd } from "#lib/browser/helpdesk/temporary/set-temporary.ts";
import { impossibleFor } from "#lib/browser/helpdesk/temporary/temporary-ports.ts";
import { type Temporary, useTemporary } from "#lib/browser/helpdesk/temporary/use-temporary.ts";
import { useWatch } from "#lib/browser/watch/use-watch.ts";
import type { Member } from "#lib/core/cohort/member.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";
import { useTimes } from "../times.ts";
import { ReadAloud } from "./read-aloud.tsx";
import { ResetInstead } from "./reset-instead.tsx";
import { TemporaryPlan, WhyNot } from "./temporary-plan.tsx";

type Props = { person: Member; onChange: () => void };

/** Sets a password for a caller who cannot sign in, and follows the change after it. */
export function TemporaryArea({ person, onChange }: Props) {
	const t = useTranslations("temporary");
	const heading = useRef<HTMLHeadingElement>(null);
	const { rehearse, set, hide, close, ...shown } = useTemporary(person, onChange);
	/** The pressed button is replaced, and the heading takes the focus. */
	const keepFocus = (act: () => void) => () => {
		act();
		heading.current?.focus();
	};
	const temporary = {
		...shown,
		rehearse: keepFocus(rehearse),
		set: keepFocus(set),
		hide: keepFocus(hide),
		close: keepFocus(close),
	};
	return (
		<section className="my-8">
			<h3 ref={heading} tabIndex={-1} className="mb-2 text-base font-bold">
				{t("heading")}
			</h3>
			<Stage temporary={temporary} person={person} onChange={onChange} />
		</section>
	);
}

function Stage({ temporary, person, onChange }: Props & { temporary: Temporary }) {
	const t = useTranslations("temporary");
	const { stage, rehearse, set, close } = temporary;
	const impossible = impossibleFor(useSignIn(), person);
	switch (stage.kind) {
		case "closed":
			return impossible ? (
				<WhyNot leftOut={impossible} />
			) : (
				<>
					<p className="mb-4">{t("lead")}</p>
					<Button look="secondary" onClick={rehearse}>
						{t("open")}
					</Button>
				</>
			);
		case "reading":
			return <Loading>{t("reading")}</Loading>;
		case "setting":
			return <Loading>{t("setting")}</Loading>;
		case "rehearsed":
			return (
				<TemporaryPlan rehearsal={stage.rehearsal} onSet={set} onBack={close} again={rehearse} />
			);
		case "failed":
			return <TemporaryFailure end={stage.end} again={rehearse} />;
		case "set":
			return <IsSet temporary={temporary} person={person} onChange={onChange} />;
	}
}

function IsSet({ temporary, onChange }: Props & { temporary: Temporary }) {
	const t = useTranslations("temporary");
	const { spoken } = useTimes();
	const heading = useRef<HTMLParagraphElement>(null);
	// An agent who comes back has the focus at the person's name.
	useEffect(() => {
		if (document.activeElement?.id !== PERSON_HEADING) heading.current?.focus();
	}, []);
	const { stage, password, next, hide, rehearse } = temporary;
	const end = stage.kind === "set" ? stage.end : undefined;
	return (
		<>
			<p ref={heading} tabIndex={-1} className="mb-2 font-bold">
				{t(next?.isTemporary ? "isReplaced" : "isSet")}
			</p>
			{end?.isSeenOnly && <p className="mb-2">{t("seenOnly")}</p>}
			{end && !end.isWritten && <Notice look="warning">{t("notWritten")}</Notice>}
			{password ? (
				<ReadAloud password={password} onHide={hide} />
			) : (
				<Notice>
					<p className="mb-4">{t("hidden")}</p>
					<Button look="secondary" onClick={rehearse}>
						{t("another")}
					</Button>
				</Notice>
			)}
			<p role="status" className="my-4 font-semibold">
				{next
					? t(next.isTemporary ? "replaced" : "own", { when: spoken(next.at) })
					: end && t("waiting")}
			</p>
			{end && <Follow ticket={end.ticket} onChange={onChange} />}
		</>
	);
}

/** Looks the person up again whenever the watch changes. */
function Follow({ ticket, onChange }: { ticket: string; onChange: () => void }) {
	const followed = useWatch(ticket);
	const state = followed.status === "following" ? followed.view.state : undefined;
	const changed = useRef(onChange);
	changed.current = onChange;
	useEffect(() => {
		if (state) changed.current();
	}, [state]);
	return null;
}

type FailureProps = { end: Exclude<TemporaryEnd, { kind: "set" }>; again: () => void };

/** Why no password was set, or that this is unknown, and the next step. */
function TemporaryFailure({ end, again }: FailureProps) {
	const t = useTranslations("temporary");
	if (end.kind === "not-set") {
		return (
			<FailureWithNextStep failure={end.failure} heading={t("refusedHeading")} again={again}>
				<ResetInstead />
			</FailureWithNextStep>
		);
	}
	return (
		<div role="alert">
			<Notice look="danger" heading={t("unknownHeading")}>
				<p className="mb-4">{t("unknown")}</p>
				<Button look="secondary" onClick={again}>
					{t("another")}
				</Button>
				<ResetInstead />
			</Notice>
		</div>
	);
}
