import { useEffect } from "react";

/** Puts the state before the page's title, so that a tab in the background shows it. */
export function useStateTitle(state: string): void {
	useEffect(() => {
		const title = document.title;
		document.title = `${state} – ${title}`;
		return () => {
			document.title = title;
		};
	}, [state]);
}
