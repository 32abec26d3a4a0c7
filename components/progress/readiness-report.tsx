"use client";

import type { ReactNode } from "react";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { formatTimeOfDay, useInstantFormat } from "#components/ui/instant.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { useLeadingTitle } from "#lib/browser/site/change-title.ts";
import { useServerNow } from "#lib/browser/use-server-now.ts";
import {
	type Headline,
	isOfState,
	type StatusMessage,
	statusMessageOf,
} from "#lib/core/watch/status-message.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { useLocale, useTranslations } from "#lib/text/client.tsx";
import { ForecastText } from "./forecast-text.tsx";
import { useObstacleText } from "./obstacle-text.tsx";
import { PasswordExpiry } from "./password-expiry.tsx";
import { STATE_COLUMNS, StateCard, StateHead } from "./state-card.tsx";
import { STATE_LOOK } from "./state-look.ts";
import { TechnicalDetails } from "./technical-details.tsx";
import { Tracker } from "./tracker.tsx";
import { WhatToDo } from "./what-to-do.tsx";

type Props = {
	ticket: string;
	view: WatchView;
	checkedAt: Date | undefined;
	isConnected: boolean;
	/** The contact for help. */
	support?: ReactNode;
	/** What to do next, below the state. */
	next?: ReactNode;
	/** Beside the state: what can be done meanwhile. */
	children?: ReactNode;
};

/** No forecast for a change that may have arrived, or is already late. */
const FORECAST: Headline[] = ["waiting", "arriving", "completing", "unseen", "unwatched"];

const COLUMN = "flex min-w-0 flex-col gap-4 *:my-0 sm:gap-6";

/** How far a change has come: its state in words, what to do, and all the evidence for it. */
export function ReadinessReport({ view, checkedAt, isConnected, ...around }: Props) {
	const t = useTranslations("progress");
	const message = statusMessageOf(view);
	const isForecast = FORECAST.includes(message.headline);
	const { ticket } = around;
	return (
		<div className={`${STATE_COLUMNS} lg:grid-rows-[auto_1fr]`}>
			<div className={COLUMN}>
				<StateCard look={STATE_LOOK[message.word]}>
					{/* Two parts of one announcement, with the way between them for those who see it. */}
					<div aria-live="polite" className="contents">
						<StateHeading view={view} message={message} />
						<WhatToDo view={view} message={message} />
					</div>
					<div className="order-1">
						{isForecast && (
							<div className="sm:ms-19">
								<ForecastText view={view} checkedAt={checkedAt} />
							</div>
						)}
						<Tracker view={view} message={message} />
					</div>
					{!isConnected && (
						<div role="alert" className="order-2 mt-6 rounded-card border border-line *:my-0">
							<Notice look="warning">{t("connectionLost")}</Notice>
						</div>
					)}
				</StateCard>
				{around.next}
			</div>
			<div className={`${COLUMN} lg:row-span-2`}>
				{view.state === "usable" && view.passwordExpiresAt && (
					<PasswordExpiry expiresAt={view.passwordExpiresAt} now={view.sentAt} />
				)}
				{around.children}
				<Help reference={view.reference}>{around.support}</Help>
			</div>
			<HelpLink />
			<div className={COLUMN}>
				<OldPasswordNote view={view} checkedAt={checkedAt} />
				<TechnicalDetails
					ticket={ticket}
					view={view}
					message={message}
					checkedAt={checkedAt}
					isForecast={isForecast}
				/>
			</div>
		</div>
	);
}

const HELP = "help";

/** On a phone help is below the rest, so the way there stays in sight, in a bar for which the page leaves room. */
function HelpLink() {
	const t = useTranslations("site");
	return (
		<button
			type="button"
			onClick={() => document.getElementById(HELP)?.focus()}
			className="help-bar hidden min-h-12 cursor-pointer items-center justify-center gap-2 border-t border-line bg-surface font-semibold text-action print:hidden"
		>
			<Icon name="help" />
			{t("help")}
		</button>
	);
}

/** The contact for help, and the reference under which the portal's log has the change. */
function Help({ reference, children }: { reference: string; children: ReactNode }) {
	const t = useTranslations("progress.helpdesk");
	return (
		<section id={HELP} tabIndex={-1} className="card" aria-label={t("heading")} data-help="">
			{children}
			<div className="mt-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
				<p>
					<span className="block text-sm text-muted">{t("reference")}</span>
					<bdi className="font-mono font-semibold whitespace-nowrap">{reference}</bdi>
				</p>
				<CopyButton label={t("reference")} value={reference} />
			</div>
		</section>
	);
}

type StateProps = { view: WatchView; message: StatusMessage };

/** Only this is announced when it changes. */
function StateHeading({ view, message }: StateProps) {
	const { headline, word } = message;
	const t = useTranslations("progress");
	const states = useTranslations("states");
	const arrived = view.controllers.filter((c) => c.keys.kind === "new").length;
	const words = t(`headings.${headline}`, { arrived, total: view.controllers.length });
	useLeadingTitle(states(word));
	return (
		<StateHead look={STATE_LOOK[word]} heading={<Unbroken key={words}>{words}</Unbroken>}>
			<Lead view={view} message={message} />
		</StateHead>
	);
}

/** Keeps short words together at their hyphen, such as "sign-in"; one element, so that it is announced as one. */
function Unbroken({ children }: { children: string }) {
	const parts = children.split(/(\b\w{1,6}-\w{1,4}\b)/);
	return (
		<span>
			{parts.map((part, n) =>
				n % 2 === 1 ? (
					// biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other identity
					<span key={n} className="whitespace-nowrap">
						{part}
					</span>
				) : (
					part
				),
			)}
		</span>
	);
}

/** The present state in words. */
function Lead({ view, message: { headline, meanwhile } }: StateProps) {
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
