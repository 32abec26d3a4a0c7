"use client";

import type { ReactNode } from "react";
import { changePreferences, useTellPreferences } from "#lib/browser/notify/tell-preferences.ts";
import { playTone } from "#lib/browser/notify/tone.ts";
import { isExpected } from "#lib/core/watch/is-expected.ts";
import { statusMessageOf } from "#lib/core/watch/status-message.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { NotificationChoice } from "./notification-choice.tsx";
import { useNotifications } from "./use-notifications.ts";
import { useStateIcon } from "./use-state-icon.ts";

type Props = {
	ticket: string;
	view: WatchView;
	/** Where the mail goes, once it is known. */
	mailTo?: ReactNode;
	/** How to follow it elsewhere. */
	children?: ReactNode;
};

/** How to be notified without watching the page: offered while the change is on its way, and used then. */
export function TellMe({ ticket, view, mailTo, children }: Props) {
	const t = useTranslations("tellMe");
	const message = statusMessageOf(view);
	useStateIcon(message.word);
	useNotifications(ticket, message, view);
	const isWaiting = isExpected(view);
	if (!isWaiting && !children) return null;
	return (
		<section className="card print:hidden" {...(isWaiting && { "aria-label": t("heading") })}>
			{isWaiting && (
				<>
					<Mail isMailed={view.isMailed}>{mailTo}</Mail>
					<NotificationChoice />
					<SoundChoice />
				</>
			)}
			{children && (
				<div className={isWaiting ? "mt-4 border-t border-line pt-4" : ""}>{children}</div>
			)}
		</section>
	);
}

/** The address loads late and has its two lines from the start, in every language: nothing may move for it. */
function Mail({ isMailed, children }: { isMailed: boolean; children: ReactNode }) {
	const t = useTranslations("tellMe");
	const progress = useTranslations("progress");
	return (
		<div className="mb-4">
			<p className="font-semibold">{isMailed ? t("mail") : progress("closeSafely")}</p>
			{children && (
				<p className="line-clamp-2 h-[2lh] text-sm text-balance wrap-anywhere text-muted">
					{children}
				</p>
			)}
		</div>
	);
}

/** Off by default; switching it on plays the tone, so that it is recognised later. */
function SoundChoice() {
	const t = useTranslations("tellMe");
	const { sound } = useTellPreferences();
	if (!("AudioContext" in window)) return null;
	return (
		<label className="flex min-h-11 items-center gap-3">
			<input
				type="checkbox"
				className="size-6 shrink-0 accent-action"
				checked={sound}
				onChange={({ target: { checked } }) => {
					changePreferences({ sound: checked });
					if (checked) playTone("up");
				}}
			/>
			{t("sound")}
		</label>
	);
}
