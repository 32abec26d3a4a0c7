import type { Handled } from "./http/server.ts";
import type { KnownPasswords } from "./passwords/known-passwords.ts";

/** What is kept of a request: never its body, its query or its headers. */
export type RequestEntry = {
	/** ISO 8601. */
	at: string;
	method: string;
	path: string;
	/** 0 when the connection was cut. */
	status: number;
	personId?: string;
	/** Whether body or address held any password that the tenant has ever known. */
	carriedPassword: boolean;
	/** The defect behind a 500. */
	error?: string;
};

export type RequestLog = {
	add(entry: RequestEntry): void;
	/** Oldest first. */
	entries(): readonly RequestEntry[];
	clear(): void;
};

/** Keeps the latest `capacity` requests. */
export function createRequestLog(capacity = 1000): RequestLog {
	const kept: RequestEntry[] = [];
	return {
		add(entry) {
			kept.push(entry);
			if (kept.length > capacity) kept.shift();
		},
		entries: () => [...kept],
		clear() {
			kept.length = 0;
		},
	};
}

/** What the log keeps of a request that was just handled. */
export function toEntry(
	{ call, status, error }: Handled,
	knownPasswords: KnownPasswords,
	now: Date,
): RequestEntry {
	return {
		at: now.toISOString(),
		method: call.method,
		path: call.url.pathname,
		status,
		...(call.personId !== undefined && { personId: call.personId }),
		carriedPassword: knownPasswords.areIn(readable(`${call.url.search}&${call.body}`)),
		...(error !== undefined && { error }),
	};
}

/** What the log keeps of the requests inside a request; what they carried is said of the whole. */
export function stepEntries({ call }: Handled, now: Date): RequestEntry[] {
	const { steps = [], personId } = call;
	const who = personId === undefined ? {} : { personId };
	return steps.map((step) => ({
		...{ at: now.toISOString(), ...step, ...who, carriedPassword: false },
	}));
}

/** The text as it came and with the escapes of forms and of JSON undone. */
function readable(text: string): string {
	const form = text
		.replaceAll("+", " ")
		.replace(/%[0-9a-f]{2}/gi, (octet) => String.fromCharCode(Number.parseInt(octet.slice(1), 16)));
	const unescapedJson = text.replace(/\\(["\\/])/g, "$1");
	return [text, form, unescapedJson].join("\n");
}
