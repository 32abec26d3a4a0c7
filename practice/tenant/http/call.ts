import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";

/** One request to the tenant, its body already read in full. */
export type Call = {
	readonly method: string;
	readonly url: URL;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
	/** Whose request this is, once somebody found out. It goes into the request log. */
	personId?: string;
	/** What a request was made of that carries others inside; each goes into the request log as well. */
	steps?: Step[];
};

export type Step = { method: string; path: string; status: number };

export type Headers = Readonly<Record<string, string>>;
export type Answer = { status: number; headers?: Headers; body?: string };

/** `cut` destroys the connection without an answer; `sent` says that the answer is already out. */
export type Reply = Answer | "cut" | "sent";

/** Answers calls whose path it knows, and returns undefined for all others. */
export type Route = (call: Call) => Promise<Reply | undefined>;

/** @returns an answer that carries `value` as JSON and is never cached. */
export function json(status: number, value: unknown, headers: Headers = {}): Answer {
	return {
		status,
		headers: {
			"content-type": "application/json; charset=utf-8",
			"cache-control": "no-store",
			...headers,
		},
		body: JSON.stringify(value),
	};
}

/** @returns a redirect that always becomes a GET (RFC 9110, section 15.4.4). */
export function seeOther(location: string): Answer {
	return { status: 303, headers: { location, "cache-control": "no-store" } };
}

/** @returns the fields of an `application/x-www-form-urlencoded` body; the last of a name wins. */
export function formFields(call: Call): Readonly<Record<string, string | undefined>> {
	return Object.fromEntries(new URLSearchParams(call.body));
}
