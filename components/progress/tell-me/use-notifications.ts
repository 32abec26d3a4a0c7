import { useEffect, useRef } from "react";
import { readPermission } from "#lib/browser/notify/notification-permission.ts";
import { isFirstToNotify } from "#lib/browser/notify/notify-once.ts";
import { showNotification } from "#lib/browser/notify/show-notification.ts";
import { readPreferences } from "#lib/browser/notify/tell-preferences.ts";
import { canSound, playTone, prepareTone } from "#lib/browser/notify/tone.ts";
import {
	DOUBT_ANNOUNCED_AFTER_MS,
	type StatusMessage,
	type Word,
} from "#lib/core/watch/status-message.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { useLocale, useTranslations } from "#lib/text/client.tsx";
import { LANGUAGES, type Locale } from "#lib/text/locales.ts";

/** The states that matter to somebody who is not looking at the page. */
const NOTIFIED = ["usable", "probably", "blocked", "moved-on"] as const;
type NotifiedWord = (typeof NOTIFIED)[number];
const isNotified = (word: Word): word is NotifiedWord => NOTIFIED.some((one) => one === word);
type Words = { title: string; body: string };

/**
 * Notifies of the new state, by notification and tone, while the page is open; a doubt only when it
 * has lasted.
 */
export function useNotifications(ticket: string, message: StatusMessage, view: WatchView): void {
	const t = useTranslations("tellMe");
	const progress = useTranslations("progress");
	const locale = useLocale();
	const { headline, word } = message;
	const announced = useRef(word);
	const lastedMs = view.sentAt.getTime() - view.stateSince.getTime();
	const pauseMs = word === "probably" ? Math.max(0, DOUBT_ANNOUNCED_AFTER_MS - lastedMs) : 0;

	// biome-ignore lint/correctness/useExhaustiveDependencies: the pause counts from when the word changed
	useEffect(() => {
		if (announced.current === word) return;
		const timer = setTimeout(() => {
			announced.current = word;
			if (!isNotified(word)) return;
			const title = progress(`headings.${headline}`, { arrived: 0, total: 0 });
			const bodies = {
				usable: progress("leads.usable"),
				probably: t("probably"),
				blocked: t("blockedMore"),
				"moved-on": t("moved-on"),
			};
			void notify(`${ticket} ${word}`, { title, body: bodies[word] }, locale);
			void soundTone(ticket, word);
		}, pauseMs);
		return () => clearTimeout(timer);
	}, [ticket, headline, word, t, progress, locale]);

	useEffect(() => {
		const prepare = () => readPreferences().sound && prepareTone();
		const stop = new AbortController();
		for (const press of ["pointerdown", "keydown"]) {
			window.addEventListener(press, prepare, { signal: stop.signal });
		}
		return () => stop.abort();
	}, []);
}

async function notify(what: string, { title, body }: Words, lang: Locale): Promise<void> {
	if (!readPreferences().notification || readPermission() !== "granted") return;
	if (!(await isFirstToNotify(`notification ${what}`))) return;
	showNotification({ title, body, tag: "keyturn", lang, dir: LANGUAGES[lang].direction });
}

async function soundTone(ticket: string, word: NotifiedWord): Promise<void> {
	// A tab that may not play sound leaves it to one that may.
	if (!readPreferences().sound || !canSound()) return;
	if (await isFirstToNotify(`tone ${ticket} ${word}`)) playTone(word === "usable" ? "up" : "down");
}
