import { keep, readKept } from "../site/kept.ts";
import { canLock } from "../site/locks.ts";
import { sleep } from "../sleep.ts";

const KEY = "keyturn.told";
const KEPT = 20;

/**
 * Whether this tab is the first in the browser to notify of something: exactly one tab gets true, even after a reload. Only
 * digests are stored, so the content stays unknown.
 */
export async function isFirstToNotify(what: string): Promise<boolean> {
	const mark = await digest(what);
	if (!(await isAlone(mark))) return false;
	const marks = readMarks();
	if (marks.includes(mark)) return false;
	// Without storage every tab notifies; notifications of one change still replace each other.
	keep("localStorage", KEY, [mark, ...marks].slice(0, KEPT));
	return true;
}

/** Storage is not synchronised at once: how long until other tabs can read what one has stored. */
const HELD_MS = 10_000;

/**
 * Whether no other tab is notifying of the same thing, where the browser has locks. The lock
 * outlasts the answer, because what is stored may reach another tab after the lock is released.
 */
async function isAlone(mark: string): Promise<boolean> {
	if (!(await canLock())) return true;
	return await new Promise((answer) => {
		void navigator.locks.request(`${KEY}.${mark}`, { ifAvailable: true }, async (lock) => {
			answer(lock !== null);
			if (lock) await sleep(HELD_MS);
		});
	});
}

async function digest(text: string): Promise<string> {
	const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
	return [...new Uint8Array(bytes).subarray(0, 12)]
		.map((byte) => byte.toString(16).padStart(2, "0"))
		.join("");
}

function readMarks(): string[] {
	const marks = readKept("localStorage", KEY);
	return Array.isArray(marks) ? marks.map(String) : [];
}
