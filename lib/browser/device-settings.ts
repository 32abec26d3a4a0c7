import { useSyncExternalStore } from "react";

/**
 * Settings of this device, the same in all of its tabs; where nothing can be stored, they last as
 * long as the page.
 *
 * @param read parses the stored value, written by any version of the portal
 */
export function deviceSettings<T extends object>(
	key: string,
	usual: T,
	read: (stored: Partial<Record<keyof T, unknown>>) => T,
) {
	const listeners = new Set<() => void>();
	let settings = usual;
	let known: string | null = null;

	function current(): T {
		try {
			const text = localStorage.getItem(key);
			if (text !== known) [known, settings] = [text, parsed(text)];
		} catch {
			// This browser stores nothing.
		}
		return settings;
	}

	function parsed(text: string | null): T {
		try {
			return read(JSON.parse(text ?? "{}"));
		} catch {
			return usual;
		}
	}

	function change(changes: Partial<T>): void {
		settings = { ...current(), ...changes };
		try {
			const text = JSON.stringify(settings);
			localStorage.setItem(key, text);
			known = text;
		} catch {
			// The choice lasts for this page.
		}
		for (const listener of listeners) listener();
	}

	function subscribe(listener: () => void): () => void {
		listeners.add(listener);
		window.addEventListener("storage", listener);
		return () => {
			listeners.delete(listener);
			window.removeEventListener("storage", listener);
		};
	}

	return {
		current,
		change,
		/** Every component that uses them re-renders when one changes. */
		use: () => useSyncExternalStore(subscribe, current, () => usual),
	};
}
