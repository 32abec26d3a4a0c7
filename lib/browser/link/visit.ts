import type { LinkWay } from "#lib/core/link/link.ts";

/** The link with which this tab's journey began. */
type Visit = {
	id: string;
	way: LinkWay;
};

const KEY = "keyturn.link";

/** `undefined`: the journey began without a link. */
export function readVisit(): Visit | undefined {
	try {
		const text = sessionStorage.getItem(KEY);
		return text ? (JSON.parse(text) as Visit) : undefined;
	} catch {
		return undefined;
	}
}

/** Remembers the link until the tab is closed. */
export function writeVisit(visit: Visit): void {
	try {
		sessionStorage.setItem(KEY, JSON.stringify(visit));
	} catch {
		// Without storage the journey works; it is merely not counted for the link.
	}
}
