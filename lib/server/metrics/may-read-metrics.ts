import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { Refusal } from "#lib/server/http/problem.ts";

/** Headers that proxies add. Behind a proxy on this machine every client appears to be local. */
const OF_PROXIES = /^(?:(?:x-)?forwarded|via$|x-real-ip$)/;
const LOOPBACK = /^(?:127\.|::1$|::ffff:127\.)/;
const DETAIL =
	"Metrics can be read on this machine itself, or with METRICS_TOKEN as a Bearer token.";

type Asking = { headers: IncomingHttpHeaders; remoteAddress: string | undefined };

/**
 * Whether a client may read the metrics: a process on this machine that is not behind a proxy, or
 * anybody with the token.
 *
 * @param remoteAddress of the connection itself
 * @returns the refusal, if not
 */
export function metricsRefusal(
	{ headers, remoteAddress = "" }: Asking,
	token: string | undefined,
): Refusal<"token-missing" | "token-refused"> | undefined {
	const isProxied = Object.keys(headers).some((name) => OF_PROXIES.test(name));
	if (LOOPBACK.test(remoteAddress) && !isProxied) return undefined;
	const sent = /^Bearer (.+)$/i.exec(headers.authorization ?? "")?.[1];
	if (sent === undefined) return { ok: false, code: "token-missing", detail: DETAIL };
	const isRight = token !== undefined && timingSafeEqual(digest(sent), digest(token));
	return isRight ? undefined : { ok: false, code: "token-refused", detail: DETAIL };
}

/** Digests have equal length, whatever was sent. */
const digest = (text: string) => createHash("sha256").update(text).digest();
