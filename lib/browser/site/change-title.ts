/**
 * Changes the page's title.
 *
 * @returns changes it back, unless the browser shows another page by then, which has its own
 */
export function changeTitle(change: (title: string) => string): () => void {
	const before = document.title;
	document.title = change(before);
	const changed = document.title;
	return () => {
		if (document.title === changed) document.title = before;
	};
}
