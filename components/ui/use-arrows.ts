"use client";

import { type KeyboardEvent, useRef, useState } from "react";

/**
 * One stop of the tab key for several buttons, with arrow keys between them, as toolbars and tabs have it
 * (ARIA Authoring Practices).
 *
 * @param start the button that is the stop at first
 */
export function useArrows(start = 0) {
	const box = useRef<HTMLDivElement>(null);
	const [stop, setStop] = useState(start);
	function onKeyDown(event: KeyboardEvent) {
		const buttons = [...(box.current?.querySelectorAll("button") ?? [])].filter((one) =>
			one.checkVisibility(),
		);
		const at = buttons.indexOf(event.target as HTMLButtonElement);
		const isRtl = box.current?.matches(":dir(rtl)") ?? false;
		const forward = isRtl ? "ArrowLeft" : "ArrowRight";
		const back = isRtl ? "ArrowRight" : "ArrowLeft";
		const to = {
			[forward]: (at + 1) % buttons.length,
			[back]: (at + buttons.length - 1) % buttons.length,
			Home: 0,
			End: buttons.length - 1,
		}[event.key];
		if (to === undefined) return;
		event.preventDefault();
		buttons[to]?.focus();
	}
	return { box, stop, onKeyDown, onFocus: setStop };
}
