import { type RefObject, useEffect, useRef } from "react";

declare global {
	interface Window {
		/** The button that was pressed last, as `NOTE_EARLY_PRESS` notes it. */
		earlyPress?: Element | null | undefined;
	}
}

/** For a button that is in the page as it was built: one press counts once, also one of before the page's code. */
export function useEarlyPress(press: () => void): {
	ref: RefObject<HTMLButtonElement | null>;
	onClick: () => void;
} {
	const ref = useRef<HTMLButtonElement>(null);
	function onClick() {
		window.earlyPress = undefined;
		press();
	}
	// biome-ignore lint/correctness/useExhaustiveDependencies: only what came before the page's code
	useEffect(() => {
		// A press that made React take over the page at once is passed on by React itself, right after this.
		const timer = setTimeout(() => {
			if (ref.current && window.earlyPress === ref.current) onClick();
		});
		return () => clearTimeout(timer);
	}, []);
	return { ref, onClick };
}
