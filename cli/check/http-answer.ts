const TIMEOUT_MS = 10_000;

/** The result of an HTTP request. The body is text, because an answer that is not JSON matters too. */
export type HttpAnswer =
	| {
			ok: true;
			status: number;
			body: string;
			location: string | undefined;
			/** The server's clock, by its `Date` header (RFC 9110 6.6.1). */
			date: Date | undefined;
			askedAt: Date;
			answeredAt: Date;
	  }
	| { ok: false; reason: string };

/** Sends a request, by default a GET, without following redirects and without cookies; `signal` aborts it. Never rejects. */
export async function send(url: string, init: RequestInit = {}): Promise<HttpAnswer> {
	const askedAt = new Date();
	try {
		const timeout = AbortSignal.timeout(TIMEOUT_MS);
		const response = await fetch(url, {
			redirect: "manual",
			...init,
			signal: init.signal ? AbortSignal.any([timeout, init.signal]) : timeout,
		});
		const answeredAt = new Date();
		const date = Date.parse(response.headers.get("date") ?? "");
		return {
			ok: true,
			status: response.status,
			body: await response.text(),
			location: response.headers.get("location") ?? undefined,
			date: Number.isNaN(date) ? undefined : new Date(date),
			askedAt,
			answeredAt,
		};
	} catch (error) {
		return { ok: false, reason: reasonOf(error) };
	}
}

/** Node's `fetch` puts the real reason into the cause. */
function reasonOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	if (error.name === "TimeoutError") return `no answer within ${TIMEOUT_MS / 1000} seconds`;
	const { cause } = error;
	if (!(cause instanceof Error)) return error.message;
	return cause.message || ("code" in cause ? String(cause.code) : error.message);
}

/** The body as a JSON object; `undefined` if it is not one. */
export function jsonObject(body: string): Record<string, unknown> | undefined {
	try {
		const value: unknown = JSON.parse(body);
		return typeof value === "object" && value !== null && !Array.isArray(value)
			? (value as Record<string, unknown>)
			: undefined;
	} catch {
		return undefined;
	}
}
