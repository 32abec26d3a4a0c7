"use client";

import { useSyncExternalStore } from "react";

/** How an agent wants the helpdesk's pages, kept on the device. */
export type Choices = {
	/** In whose zone times are told. */
	zone: "local" | "utc";
	/** Whether `/` leads to the search: a key of one character can be switched off (WCAG 2.1.4). */
	hasShortcut: boolean;
};

const KEY = "keyturn.helpdesk";
const USUAL: Choices = { zone: "local", hasShortcut: true };

const listeners = new Set<() => void>();
let known: { text: string | null; choices: Choices } = { text: null, choices: USUAL };

function read(): Choices {
	let text: string | null = null;
	try {
		text = localStorage.getItem(KEY);
	} catch {
		// This browser keeps nothing, so what was chosen holds for the page.
		return known.choices;
	}
	if (text !== known.text) known = { text, choices: parsed(text) };
	return known.choices;
}

function parsed(text: string | null): Choices {
	try {
		const { zone, hasShortcut } = JSON.parse(text ?? "{}");
		return { zone: zone === "utc" ? "utc" : "local", hasShortcut: hasShortcut !== false };
	} catch {
		return USUAL;
	}
}

/** What the agent has chosen; every part of the page hears of another choice. */
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

/** Keeps another choice. */
export function choose(change: Partial<Choices>): void {
	const choices = { ...read(), ...change };
	try {
		localStorage.setItem(KEY, JSON.stringify(choices));
	} catch {
		known = { ...known, choices };
	}
	for (const listener of listeners) listener();
}
