import { useEffect } from "react";
import type { WatchView } from "#lib/core/watch/watch-view.ts";

/** Told apart by their shape, with colour second. */
const ICON: Partial<Record<WatchView["state"], string>> = {
	open: "/icon-waiting.svg",
	waiting: "/icon-waiting.svg",
	arriving: "/icon-waiting.svg",
	usable: "/icon-works.svg",
	blocked: "/icon-attention.svg",
	unconfirmed: "/icon-attention.svg",
	late: "/icon-attention.svg",
};

/** Gives the page the icon of its state, so that a tab in the background shows it. */
export function useStateIcon(state: WatchView["state"]): void {
	const href = ICON[state];
	useEffect(() => {
		const link = document.querySelector<HTMLLinkElement>("link[rel='icon']");
		if (!link || !href) return;
		const usual = link.href;
		link.href = href;
		return () => {
			link.href = usual;
		};
	}, [href]);
}
