import type { Handled } from "./http/server.ts";

/** What is logged of a request: never its body, query or headers. */
export type RequestEntry = {
	/** ISO 8601. */
	at: string;
	method: string;
	path: string;
	/** 0 when the connection was cut. */
	status: number;
	personId?: string;
	/** Whether body or URL contained any password the tenant has ever known. */
	carriedPassword: boolean;
	/** The error behind a 500. */
	error?: string;
};

export type RequestLog = {
	add(entry: RequestEntry): void;
	/** Oldest first. */
	entries(): readonly RequestEntry[];
};

const CAPACITY = 1000;

/** Keeps the latest requests. */
export function createRequestLog(): RequestLog {
	const kept: RequestEntry[] = [];
	return {
		add(entry) {
			kept.push(entry);
			if (kept.length > CAPACITY) kept.shift();
		},
		entries: () => [...kept],
	};
}

/** The log entry of a request. */
export function toEntry(
	{ call, status, error }: Handled,
	knownPasswords: ReadonlySet<string>,
	now: Date,
): RequestEntry {
	const text = readable(`${call.url.search}&${call.body}`);
	return {
		at: now.toISOString(),
		method: call.method,
		path: call.url.pathname,
		status,
		...(call.personId !== undefined && { personId: call.personId }),
		carriedPassword: [...knownPasswords].some((password) => text.includes(password)),
		...(error !== undefined && { error }),
	};
}

/** The log entries of the requests inside a request. Whether there was a password is known only for the whole. */
export function stepEntries({ call }: Handled, now: Date): RequestEntry[] {
	const { steps = [], personId } = call;
	const who = personId === undefined ? {} : { personId };
	return steps.map((step) => ({
		at: now.toISOString(),
		...step,
		...who,
		carriedPassword: false,
	}));
}

/** The raw text, and the text with form and JSON escapes decoded. */
function readable(text: string): string {
	const form = text
		.replaceAll("+", " ")
		.replace(/%[0-9a-f]{2}/gi, (octet) => String.fromCharCode(Number.parseInt(octet.slice(1), 16)));
	const unescapedJson = text.replace(/\\(["\\/])/g, "$1");
	return [text, form, unescapedJson].join("\n");
}
