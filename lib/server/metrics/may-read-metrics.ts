import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { Refusal } from "#lib/server/http/problem.ts";

/** What proxies add: behind one on this machine, everybody seems to come from this machine. */
const PROXY_HEADERS = ["forwarded", "via", "x-forwarded-for", "x-real-ip"];
const LOOPBACK = /^(?:127\.|::1$|::ffff:127\.)/;
const DETAIL = "Metrics are for this machine itself, and for who sends METRICS_TOKEN as Bearer.";

type Asking = { headers: IncomingHttpHeaders; remoteAddress: string | undefined };

/**
 * Whether somebody may read the metrics: a process of this machine that no proxy stands before, or who
 * has the token.
 *
 * @param remoteAddress of the connection itself
 * @returns the refusal, if not
 */
export function metricsRefusal(
	{ headers, remoteAddress = "" }: Asking,
	token: string | undefined,
): Refusal<"token-missing" | "token-refused"> | undefined {
	const isProxied = PROXY_HEADERS.some((name) => headers[name] !== undefined);
	if (LOOPBACK.test(remoteAddress) && !isProxied) return undefined;
	const sent = /^Bearer (.+)$/i.exec(headers.authorization ?? "")?.[1];
	if (sent === undefined) return { ok: false, code: "token-missing", detail: DETAIL };
	const isRight = token !== undefined && timingSafeEqual(digest(sent), digest(token));
	return isRight ? undefined : { ok: false, code: "token-refused", detail: DETAIL };
}

/** Of one length, whatever was sent. */
const digest = (text: string) => createHash("sha256").update(text).digest();
