import { useSyncExternalStore } from "react";

/** How people want to be notified on this device. Nothing here identifies them. */
type TellPreferences = {
	notification: boolean;
	/** A short tone; off by default. */
	sound: boolean;
};

const KEY = "keyturn.tell";
const NEITHER: TellPreferences = { notification: false, sound: false };

/** If nothing can be stored, a choice lasts as long as the page. */
let current = NEITHER;
let currentText: string | null = null;
const listeners = new Set<() => void>();

/** This device's preferences, the same in all tabs, and how to change them. */
export function useTellPreferences(): [
	TellPreferences,
	(changes: Partial<TellPreferences>) => void,
] {
	return [useSyncExternalStore(subscribe, readPreferences, () => NEITHER), changePreferences];
}

/** The current preferences, which may have been changed in another tab. */
export function readPreferences(): TellPreferences {
	const text = stored();
	if (text !== null && text !== currentText) [current, currentText] = [parsed(text), text];
	return current;
}

function changePreferences(changes: Partial<TellPreferences>): void {
	current = { ...readPreferences(), ...changes };
	currentText = JSON.stringify(current);
	try {
		localStorage.setItem(KEY, currentText);
	} catch {
		// The choice lasts for this page.
	}
	for (const tell of listeners) tell();
}

function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	window.addEventListener("storage", listener);
	return () => {
		listeners.delete(listener);
		window.removeEventListener("storage", listener);
	};
}

function stored(): string | null {
	try {
		return localStorage.getItem(KEY);
	} catch {
		return null;
	}
}

function parsed(text: string): TellPreferences {
	try {
		const { notification, sound } = JSON.parse(text) as Partial<TellPreferences>;
		return { notification: notification === true, sound: sound === true };
	} catch {
		return NEITHER;
	}
}
