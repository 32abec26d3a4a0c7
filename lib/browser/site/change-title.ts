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
