"use client";

import { useTellPreferences } from "#lib/browser/notify/tell-preferences.ts";
import { playTone } from "#lib/browser/notify/tone.ts";
import { isExpected } from "#lib/core/watch/is-expected.ts";
import { sayingOf } from "#lib/core/watch/saying.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { NotificationChoice } from "./notification-choice.tsx";
import { useNews } from "./use-news.ts";
import { useStateIcon } from "./use-state-icon.ts";

type Props = { ticket: string; view: WatchView };

/** Ways to be notified without watching the page: offered while the change is on its way, and done then. */
export function TellMe({ ticket, view }: Props) {
	const t = useTranslations("tellMe");
	const progress = useTranslations("progress");
	const saying = sayingOf(view);
	useStateIcon(saying.word);
	useNews(ticket, saying, view);
	if (!isExpected(view)) return null;
	return (
		<section className="card print:hidden" aria-label={t("heading")}>
			<p className="mb-4">{view.isMailed ? t("mail") : progress("closeSafely")}</p>
			<NotificationChoice />
			<SoundChoice />
		</section>
	);
}

/** Off by default; switching it on plays the tone, so that it is recognised later. */
function SoundChoice() {
	const t = useTranslations("tellMe");
	const [{ sound }, change] = useTellPreferences();
	if (!("AudioContext" in window)) return null;
	return (
		<label className="flex min-h-11 items-center gap-3">
			<input
				type="checkbox"
				className="size-6 shrink-0 accent-action"
				checked={sound}
				onChange={({ target: { checked } }) => {
					change({ sound: checked });
					if (checked) playTone("up");
				}}
			/>
			{t("sound")}
		</label>
	);
}
