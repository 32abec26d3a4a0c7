"use client";

import type { ReactNode } from "react";
import { useInstantFormat } from "#components/ui/instant.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { isExpected, isOfState, type Saying, sayingOf } from "#lib/core/watch/saying.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { ForecastText } from "./forecast-text.tsx";
import { HelpdeskDetails } from "./helpdesk-details.tsx";
import { useObstacleText } from "./obstacle-text.tsx";
import { OldPasswordNote } from "./old-password-note.tsx";
import { PasswordExpiry } from "./password-expiry.tsx";
import { STATE_LOOK } from "./state-look.ts";
import { Timeline } from "./timeline.tsx";
import { useStateTitle } from "./use-state-title.ts";
import { WhatToDo } from "./what-to-do.tsx";

type Props = {
	ticket: string;
	view: WatchView;
	checkedAt: Date | undefined;
	isConnected: boolean;
	children?: ReactNode;
};

/** How far a change has come: its state in words, what to do, and all the evidence for it. */
export function ReadinessReport({ ticket, view, checkedAt, isConnected, children }: Props) {
	const t = useTranslations("progress");
	const saying = sayingOf(view);
	return (
		<>
			<div aria-live="polite">
				<StateHeading view={view} saying={saying} />
				<WhatToDo view={view} saying={saying} />
			</div>
			{!isConnected && (
				<div role="alert">
					<Notice look="warning">{t("connectionLost")}</Notice>
				</div>
			)}
			{isExpected(saying) && <ForecastText view={view} checkedAt={checkedAt} ticket={ticket} />}
			<Timeline view={view} saying={saying} checkedAt={checkedAt} />
			{view.state === "usable" && (
				<>
					<OldPasswordNote view={view} checkedAt={checkedAt} />
					{view.passwordExpiresAt && (
						<PasswordExpiry expiresAt={view.passwordExpiresAt} now={view.sentAt} />
					)}
				</>
			)}
			{children}
			<HelpdeskDetails view={view} checkedAt={checkedAt} />
		</>
	);
}

type Told = { view: WatchView; saying: Saying };

/** What is announced when it changes, and nothing else is. */
function StateHeading({ view, saying }: Told) {
	const { headline, word } = saying;
	const t = useTranslations("progress");
	const states = useTranslations("states");
	const arrived = view.controllers.filter((c) => c.keys.kind === "new").length;
	useStateTitle(states(word));
	return (
		<>
			<h1 className="mb-4 text-3xl font-bold sm:text-4xl">
				{t(`headings.${headline}`, { arrived, total: view.controllers.length })}
			</h1>
			<p className="mb-4">
				<Tag look={STATE_LOOK[word]}>{states(word)}</Tag>
			</p>
			<Lead view={view} saying={saying} />
		</>
	);
}

/** What is true now. */
function Lead({ view, saying: { headline, meanwhile } }: Told) {
	const t = useTranslations("progress");
	const format = useInstantFormat();
	const obstacleText = useObstacleText();
	const { obstacle, doubt, stateSince } = view;
	if (!isOfState(headline)) return obstacle && <p>{obstacleText(obstacle)}</p>;
	const isDoubted = headline === "probably" || headline === "unproven" || headline === "checking";
	return (
		<>
			<p>{t(`leads.${headline}`, { when: format(doubt?.since ?? stateSince) })}</p>
			{isDoubted && doubt && <p className="mt-2">{t(`doubts.${doubt.reason}`)}</p>}
			{meanwhile && <p className="mt-2">{obstacleText(meanwhile)}</p>}
		</>
	);
}
