import { useEffect, useRef } from "react";
import { readPermission } from "#lib/browser/notify/notification-permission.ts";
import { showNotification } from "#lib/browser/notify/show-notification.ts";
import { isFirstToTell } from "#lib/browser/notify/tell-once.ts";
import { readPreferences } from "#lib/browser/notify/tell-preferences.ts";
import { canSound, playTone, prepareTone } from "#lib/browser/notify/tone.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { useLocale, useTranslations } from "#lib/text/client.tsx";
import { LANGUAGES, type Locale } from "#lib/text/locales.ts";

type State = WatchView["state"];
type News = Extract<State, "usable" | "blocked">;
type Words = { title: string; body: string };

/** Tells by notification and tone when the state becomes usable or blocked while the page is open. */
export function useNews(ticket: string, state: State): void {
	const t = useTranslations("tellMe");
	const progress = useTranslations("progress");
	const locale = useLocale();
	const seen = useRef(state);

	useEffect(() => {
		if (seen.current === state) return;
		seen.current = state;
		if (state !== "usable" && state !== "blocked") return;
		const words =
			state === "usable"
				? { title: progress("headings.usable"), body: progress("leads.usable") }
				: { title: t("blocked"), body: t("blockedMore") };
		void tellByNotification(`${ticket} ${state}`, words, locale);
		void tellByTone(ticket, state);
	}, [ticket, state, t, progress, locale]);

	useEffect(() => {
		const prepare = () => readPreferences().sound && prepareTone();
		const stop = new AbortController();
		for (const press of ["pointerdown", "keydown"]) {
			window.addEventListener(press, prepare, { signal: stop.signal });
		}
		return () => stop.abort();
	}, []);
}

async function tellByNotification(
	what: string,
	{ title, body }: Words,
	lang: Locale,
): Promise<void> {
	if (!readPreferences().notification || readPermission() !== "granted") return;
	if (!(await isFirstToTell(`notification ${what}`))) return;
	showNotification({ title, body, tag: "keyturn", lang, dir: LANGUAGES[lang].direction });
}

async function tellByTone(ticket: string, state: News): Promise<void> {
	// A tab that may not sound leaves it to one that may.
	if (!readPreferences().sound || !canSound()) return;
	if (await isFirstToTell(`tone ${ticket} ${state}`)) playTone(state === "usable" ? "up" : "down");
}
