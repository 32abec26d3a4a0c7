"use client";

import type { ReactNode } from "react";
import { Notice } from "#components/ui/notice.tsx";
import { Tag } from "#components/ui/tag.tsx";
import type { Doubt } from "#lib/core/readiness/readiness.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { ForecastText } from "./forecast-text.tsx";
import { HelpdeskDetails } from "./helpdesk-details.tsx";
import { ObstacleText } from "./obstacle-text.tsx";
import { OldPasswordNote } from "./old-password-note.tsx";
import { PasswordExpiry } from "./password-expiry.tsx";
import { STATE_LOOK } from "./state-look.ts";
import { Timeline } from "./timeline.tsx";
import { useStateTitle } from "./use-state-title.ts";

type Props = {
	ticket: string;
	view: WatchView;
	checkedAt: Date | undefined;
	isConnected: boolean;
	children?: ReactNode;
};

/** How far a change has come: its state in words, what to do (`children`), and all the evidence for it. */
export function ReadinessReport({ ticket, view, checkedAt, isConnected, children }: Props) {
	const t = useTranslations("progress");
	const isOnItsWay = ["waiting", "arriving", "late", "unconfirmed"].includes(view.state);
	return (
		<>
			<div aria-live="polite">
				<StateHeading view={view} />
			</div>
			{!isConnected && (
				<div role="alert">
					<Notice look="warning">{t("connectionLost")}</Notice>
				</div>
			)}
			{isOnItsWay && (
				<Notice look="warning" heading={t("doNotTry")}>
					{t("doNotTryWhy")}
				</Notice>
			)}
			{isOnItsWay && <ForecastText view={view} checkedAt={checkedAt} ticket={ticket} />}
			<Timeline view={view} checkedAt={checkedAt} />
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

/** What is announced when it changes, and nothing else is. */
function StateHeading({ view }: { view: WatchView }) {
	const t = useTranslations("progress");
	const states = useTranslations("states");
	const arrived = view.controllers.filter((c) => c.keys.kind === "new");
	const said = isUnproven(view) ? "unproven" : view.state;
	useStateTitle(states(view.state));
	return (
		<>
			<h1 className="mb-4 text-3xl font-bold sm:text-4xl">
				{t(`headings.${said}`, {
					arrived: arrived.length,
					total: view.controllers.length,
				})}
			</h1>
			<p className="mb-4">
				<Tag look={STATE_LOOK[view.state]}>{states(view.state)}</Tag>
			</p>
			<p className="mb-4">{t(`leads.${said}`)}</p>
			{view.obstacle && <ObstacleText obstacle={view.obstacle} state={view.state} />}
		</>
	);
}

/** Everything can be seen then, but not which of two changes the keys belong to. */
function isUnproven({ state, doubt }: WatchView): boolean {
	return state === "unconfirmed" && doubt !== undefined && !isUnseen(doubt.reason);
}

function isUnseen(reason: Doubt): boolean {
	return reason === "not-read" || reason === "no-domain" || reason === "nothing-readable";
}
