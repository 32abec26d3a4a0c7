"use client";

import { useEffect } from "react";
import { LOADING_SLOT } from "./loading-slot.tsx";

/** Short waits are not announced. */
const QUIET_MS = 500;
/** A loading message that follows another within this time continues it, and is not announced again. */
const GAP_MS = 1_000;
let ending: ReturnType<typeof setTimeout> | undefined;

/** A loading message, for people who wait longer than a moment; announced once, however many follow each other. */
export function Loading({ children }: { children: string }) {
	const words = `${children}…`;
	useEffect(() => {
		const say = (text: string) => {
			const slot = document.getElementById(LOADING_SLOT);
			if (slot && slot.textContent !== text) slot.textContent = text;
		};
		clearTimeout(ending);
		const beginning = setTimeout(() => say(words), QUIET_MS);
		return () => {
			clearTimeout(beginning);
			ending = setTimeout(() => say(""), GAP_MS);
		};
	}, [words]);
	return <p className="appear-late py-8 text-muted">{words}</p>;
}
