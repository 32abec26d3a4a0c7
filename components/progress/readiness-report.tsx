"use client";

import { type ReactNode, useEffect } from "react";
import { Icon, type IconName } from "#components/ui/icon.tsx";
import { formatTimeOfDay, useInstantFormat } from "#components/ui/instant.tsx";
import { later } from "#components/ui/later.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Tag, type TagLook } from "#components/ui/tag.tsx";
import { useServerNow } from "#lib/browser/use-server-now.ts";
import { isExpected } from "#lib/core/watch/is-expected.ts";
import { isOfState, type Saying, sayingOf } from "#lib/core/watch/saying.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { useLocale, useTranslations } from "#lib/text/client.tsx";
import { ForecastText } from "./forecast-text.tsx";
import { useObstacleText } from "./obstacle-text.tsx";
import { STATE_LOOK } from "./state-look.ts";
import { TechnicalDetails } from "./technical-details.tsx";
import { Tracker } from "./tracker.tsx";
import { WhatToDo } from "./what-to-do.tsx";

const PasswordExpiry = later(() => import("./password-expiry.tsx").then((m) => m.PasswordExpiry));

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
	// That it is late says all that a forecast could.
	const isForecast = isExpected(view) && saying.word !== "late";
	return (
		<div className="grid gap-4 sm:gap-6 lg:grid-cols-[7fr_5fr]">
			<div className="flex min-w-0 flex-col gap-4 *:my-0 sm:gap-6">
				<div className={`rounded-card border p-5 sm:p-7 ${HERO_LOOK[STATE_LOOK[saying.word]]}`}>
					<div aria-live="polite">
						<StateHeading view={view} saying={saying} />
						<WhatToDo view={view} saying={saying} />
					</div>
					<Tracker view={view} saying={saying} />
					{!isConnected && (
						<div role="alert">
							<Notice look="warning">{t("connectionLost")}</Notice>
						</div>
					)}
					{isForecast && <ForecastText view={view} checkedAt={checkedAt} ticket={ticket} />}
				</div>
				{view.state === "usable" && (
					<>
						<OldPasswordNote view={view} checkedAt={checkedAt} />
						{view.passwordExpiresAt && (
							<PasswordExpiry expiresAt={view.passwordExpiresAt} now={view.sentAt} />
						)}
					</>
				)}
			</div>
			<div className="flex min-w-0 flex-col gap-4 *:my-0 sm:gap-6">
				{children}
				<TechnicalDetails view={view} saying={saying} checkedAt={checkedAt} />
			</div>
		</div>
	);
}

/** The look of the state's card, by the look of its word. */
const HERO_LOOK: Record<TagLook, string> = {
	plain: "border-info/20 bg-info-tint",
	success: "border-success/20 bg-success-tint",
	warning: "border-warning/20 bg-warning-tint",
	danger: "border-danger/20 bg-danger-tint",
	muted: "border-line bg-surface",
};

const HERO_ICON: Record<TagLook, { name: IconName; ink: string }> = {
	plain: { name: "clock", ink: "text-info" },
	success: { name: "check", ink: "text-success" },
	warning: { name: "alert", ink: "text-warning" },
	danger: { name: "alert", ink: "text-danger" },
	muted: { name: "clock", ink: "text-muted" },
};

type Told = { view: WatchView; saying: Saying };

/** Announced when it changes; nothing else is. */
function StateHeading({ view, saying }: Told) {
	const { headline, word } = saying;
	const t = useTranslations("progress");
	const states = useTranslations("states");
	const arrived = view.controllers.filter((c) => c.keys.kind === "new").length;
	const { name, ink } = HERO_ICON[STATE_LOOK[word]];
	useStateTitle(states(word));
	return (
		<>
			<span aria-hidden="true" className={`mb-4 inline-block rounded-pill bg-surface p-3 ${ink}`}>
				<Icon key={name} name={name} className="size-8" isDrawn={name === "check"} />
			</span>
			<h1 className="mb-3 text-3xl font-bold">
				{t(`headings.${headline}`, { arrived, total: view.controllers.length })}
			</h1>
			<p className="mb-3">
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
	const { obstacle, doubt, stateSince, controllers } = view;
	if (!isOfState(headline)) return obstacle && <p>{obstacleText(obstacle)}</p>;
	const isDoubted = headline === "probably" || headline === "unproven" || headline === "checking";
	return (
		<>
			<p>
				{t(`leads.${headline}`, {
					when: format(doubt?.since ?? stateSince),
					total: controllers.length,
				})}
			</p>
			{isDoubted && doubt && <p className="mt-2">{t(`doubts.${doubt.reason}`)}</p>}
			{meanwhile && <p className="mt-2">{obstacleText(meanwhile)}</p>}
		</>
	);
}

type OldPasswordNoteProps = { view: WatchView; checkedAt: Date | undefined };

/**
 * Says that the old password keeps working for a while over NTLM; only while it does, and if there
 * was one.
 */
function OldPasswordNote({ view, checkedAt }: OldPasswordNoteProps) {
	const t = useTranslations("progress");
	const locale = useLocale();
	const now = useServerNow(view.sentAt, checkedAt);
	const until = view.oldPasswordUntil;
	if (!until || now >= until) return null;
	return <Notice>{t("oldPassword", { until: formatTimeOfDay(until, locale) })}</Notice>;
}

/** Prefixes the page's title with the state, so that a background tab shows it. */
function useStateTitle(state: string): void {
	useEffect(() => {
		const title = document.title;
		document.title = `${state} – ${title}`;
		return () => {
			document.title = title;
		};
	}, [state]);
}
