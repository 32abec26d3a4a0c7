import { useEffect } from "react";

/**
 * What a page shows now leads its title: a heading in place of the page's own, so that both agree, or a state, so that a
 * tab in the background tells it.
 */
export function useLeadingTitle(words: string): void {
	useEffect(
		() => changeTitle((title) => (title.startsWith(words) ? title : `${words} – ${title}`)),
		[words],
	);
}

/**
 * Changes the page's title.
 *
 * @returns restores it, unless the browser now shows another page, with its own title
 */
export function changeTitle(change: (title: string) => string): () => void {
	const before = document.title;
	document.title = change(before);
	const changed = document.title;
	return () => {
		if (document.title === changed) document.title = before;
	};
}
