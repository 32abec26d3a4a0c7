import { useEffect } from "react";

/**
 * What a page shows now leads its title: a heading in place of the page's own, so that both agree, or a state, so that a
 * tab in the background tells it.
 */
export function useLeadingTitle(words: string): void {
	useEffect(() => {
		// As browsers return a title.
		const led = words.replace(/ +/g, " ");
		let restore = () => {};
		let own = "";
		function lead() {
			if (document.title === own || document.title.includes(led)) return;
			restore = changeTitle((title) => `${led} – ${title}`);
			own = document.title;
		}
		lead();
		// On a busy machine React writes the page's own title only after this.
		const observer = new MutationObserver(lead);
		observer.observe(document.head, { childList: true, subtree: true });
		return () => {
			observer.disconnect();
			restore();
		};
	}, [words]);
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
