const KEY = "keyturn.told";
const KEPT = 20;

/**
 * Whether this tab is the first of the browser's to tell of something: of all that ask, one is answered
 * with true, also after a reload. Only digests are kept, so what was told of stays unknown.
 */
export async function isFirstToTell(what: string): Promise<boolean> {
	const mark = await digest(what);
	return await alone(() => {
		const told = readTold();
		if (told.includes(mark)) return false;
		writeTold([mark, ...told].slice(0, KEPT));
		return true;
	});
}

/** One tab at a time, where the browser has locks; without, two tabs may both be the first. */
function alone<T>(work: () => T): Promise<T> {
	if (!("locks" in navigator)) return Promise.resolve(work());
	return navigator.locks.request(KEY, async () => work());
}

async function digest(text: string): Promise<string> {
	const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
	return [...new Uint8Array(bytes).subarray(0, 12)]
		.map((byte) => byte.toString(16).padStart(2, "0"))
		.join("");
}

function readTold(): string[] {
	try {
		const told: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
		return Array.isArray(told) ? told.map(String) : [];
	} catch {
		return [];
	}
}

function writeTold(told: string[]): void {
	try {
		localStorage.setItem(KEY, JSON.stringify(told));
	} catch {
		// Without storage every tab tells; notifications of one change replace one another all the same.
	}
}
