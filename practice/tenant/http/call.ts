import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";

/** A request to the tenant, with its body already read. */
export type Call = {
	readonly method: string;
	readonly url: URL;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
	/** Who sent this request, once known; for the request log. */
	personId?: string;
	/** The requests inside a request, which are also logged. */
	steps?: Step[];
};

export type Step = { method: string; path: string; status: number };

export type Headers = Readonly<Record<string, string>>;
export type Answer = { status: number; headers?: Headers; body?: string };

/** `cut` destroys the connection without an answer; `sent`: the answer was already sent. */
export type Reply = Answer | "cut" | "sent";

/** Answers calls whose path it knows; otherwise returns undefined. */
export type Route = (call: Call) => Promise<Reply | undefined>;

/** @returns an uncacheable answer with `value` as JSON. */
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

/** @returns the fields of an `application/x-www-form-urlencoded` body; the last duplicate wins. */
export function formFields(call: Call): Readonly<Record<string, string | undefined>> {
	return Object.fromEntries(new URLSearchParams(call.body));
}
