"use client";

import { useSyncExternalStore } from "react";
import { isObjectId } from "#lib/core/object-id.ts";

export const PERSON_PAGE = "/helpdesk/person";
/** The id of the heading with the person's name. */
export const PERSON_HEADING = "person";
const listeners = new Set<() => void>();

/** The address of a person's page. The fragment never reaches a server, and so no log. */
export const personAddress = (id: string): string => `${PERSON_PAGE}#${id}`;

function read(): string | undefined {
	const id = window.location.hash.slice(1).toLowerCase();
	return isObjectId(id) ? id : undefined;
}

function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	window.addEventListener("popstate", listener);
	window.addEventListener("hashchange", listener);
	return () => {
		listeners.delete(listener);
		window.removeEventListener("popstate", listener);
		window.removeEventListener("hashchange", listener);
	};
}

/** The person in the address, by Entra's object id; follows every navigation, including back and forward. */
export function usePersonInAddress(): string | undefined {
	return useSyncExternalStore(subscribe, read, () => undefined);
}

/**
 * Puts a person into the address of this page, or removes them from it.
 *
 * @param how a new step in the browser's history, or a replacement of the current one
 * @returns whether the address had to change
 */
export function showInAddress(id: string | undefined, how: "step" | "instead" = "step"): boolean {
	if (read() === id) return false;
	const { pathname, search } = window.location;
	const address = `${pathname}${search}${id ? `#${id}` : ""}`;
	// Next's router patches these calls and follows them.
	if (how === "step") window.history.pushState(null, "", address);
	else window.history.replaceState(null, "", address);
	for (const listener of listeners) listener();
	return true;
}
