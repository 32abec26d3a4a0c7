"use client";

import type { ReactNode } from "react";
import { useEffect } from "react";
import { changePreferences, useTellPreferences } from "#lib/browser/notify/tell-preferences.ts";
import { playTone } from "#lib/browser/notify/tone.ts";
import { isExpected } from "#lib/core/watch/is-expected.ts";
import type { Word } from "#lib/core/watch/status-message.ts";
import { statusMessageOf } from "#lib/core/watch/status-message.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { NotificationChoice } from "./notification-choice.tsx";
import { useNotifications } from "./use-notifications.ts";

type Props = {
	ticket: string;
	view: WatchView;
	/** The mail's recipient, once known. */
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

/** The address loads late, so its two lines are reserved from the start, in every language. */
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

/** Off by default; switching it on plays the tone, so that people recognise it later. */
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

/** Distinguished by shape first, colour second. */
const ICON: Partial<Record<Word, string>> = {
	open: "/icon-waiting.svg",
	waiting: "/icon-waiting.svg",
	arriving: "/icon-waiting.svg",
	usable: "/icon-works.svg",
	blocked: "/icon-attention.svg",
	probably: "/icon-attention.svg",
	unconfirmed: "/icon-attention.svg",
	"moved-on": "/icon-attention.svg",
	late: "/icon-attention.svg",
};

/**
 * Gives the page the icon of its state, so that a background tab shows it. The last of several
 * icons wins (HTML, link type "icon"). The page's own is left alone, because Next inserts another
 * one if it does not find it as rendered; then this one is moved behind it again.
 */
function useStateIcon(word: Word): void {
	const href = ICON[word];
	useEffect(() => {
		if (!href) return;
		const link = document.createElement("link");
		link.rel = "icon";
		link.href = href;
		const putLast = () => {
			const icons = document.querySelectorAll("link[rel='icon']");
			if (icons[icons.length - 1] !== link) document.head.append(link);
		};
		putLast();
		const observer = new MutationObserver(putLast);
		observer.observe(document.head, { childList: true });
		return () => {
			observer.disconnect();
			link.remove();
		};
	}, [href]);
}
