import { useEffect } from "react";
import type { Word } from "#lib/core/watch/status-message.ts";

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
export function useStateIcon(word: Word): void {
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
