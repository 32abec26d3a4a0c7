"use client";

import { useSyncExternalStore } from "react";

/** An agent's preferences for the helpdesk pages, stored on the device. */
export type Choices = {
	/** The time zone in which times are shown. */
	zone: "local" | "utc";
	/** Whether `/` focuses the search: single-character shortcuts must be possible to turn off (WCAG 2.1.4). */
	hasShortcut: boolean;
	/** Whether boards have their chart open. */
	hasChart: boolean;
};

const KEY = "keyturn.helpdesk";
const USUAL: Choices = { zone: "local", hasShortcut: true, hasChart: false };

const listeners = new Set<() => void>();
let known: { text: string | null; choices: Choices } = { text: null, choices: USUAL };

function read(): Choices {
	let text: string | null = null;
	try {
		text = localStorage.getItem(KEY);
	} catch {
		// This browser stores nothing, so the choice lasts as long as the page.
		return known.choices;
	}
	if (text !== known.text) known = { text, choices: parsed(text) };
	return known.choices;
}

function parsed(text: string | null): Choices {
	try {
		const { zone, hasShortcut, hasChart } = JSON.parse(text ?? "{}");
		return {
			zone: zone === "utc" ? "utc" : "local",
			hasShortcut: hasShortcut !== false,
			hasChart: hasChart === true,
		};
	} catch {
		return USUAL;
	}
}

/** The agent's preferences; every component re-renders when one changes. */
export function useChoices(): Choices {
	return useSyncExternalStore(
		(listener) => {
			listeners.add(listener);
			window.addEventListener("storage", listener);
			return () => {
				listeners.delete(listener);
				window.removeEventListener("storage", listener);
			};
		},
		read,
		() => USUAL,
	);
}

/** Stores a preference. */
export function choose(change: Partial<Choices>): void {
	const choices = { ...read(), ...change };
	try {
		localStorage.setItem(KEY, JSON.stringify(choices));
	} catch {
		known = { ...known, choices };
	}
	for (const listener of listeners) listener();
}
