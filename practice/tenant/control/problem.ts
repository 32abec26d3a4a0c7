import { type Answer, json } from "../http/call.ts";

/** A problem document (RFC 9457). */
export function problem(status: number, title: string): Answer {
	return json(status, { title, status }, { "content-type": "application/problem+json" });
}
