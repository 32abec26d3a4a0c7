/**
 * The network address that a request came from, as far as it can be known: the last entry of
 * `X-Forwarded-For`, which is the one that the nearest proxy wrote (Next writes it itself where there is
 * none). Good enough to slow down who guesses, never to let anybody in.
 */
export function clientAddress(request: Request): string {
	const entries = (request.headers.get("x-forwarded-for") ?? "").split(",");
	return entries.at(-1)?.trim() || "unknown";
}
