import { type RefObject, useEffect, useRef } from "react";

declare global {
	interface Window {
		/** The last button pressed, as recorded by `NOTE_EARLY_PRESS`. */
		earlyPress?: Element | null | undefined;
	}
}

/** For a button in the prerendered page: a press counts once, even if it came before the page's code. */
export function useEarlyPress(press: () => void): {
	ref: RefObject<HTMLButtonElement | null>;
	onClick: () => void;
} {
	const ref = useRef<HTMLButtonElement>(null);
	function onClick() {
		window.earlyPress = undefined;
		press();
	}
	// biome-ignore lint/correctness/useExhaustiveDependencies: only for a press before the page's code
	useEffect(() => {
		// If the press made React hydrate at once, React itself replays it right after this.
		const timer = setTimeout(() => {
			if (ref.current && window.earlyPress === ref.current) onClick();
		});
		return () => clearTimeout(timer);
	}, []);
	return { ref, onClick };
}
