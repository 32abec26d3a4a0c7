import { call } from "../portal-api.ts";
import { keep, readKept } from "../site/kept.ts";

const KEY = "keyturn.link-marks";
const MARK_BYTES = 16;

/**
 * Counts a stage of the journey for a link, under a random mark that this browser stores for that
 * link alone. A lost count does not matter.
 */
export async function markVisit(
	linkId: string,
	stage: "opened" | "signed-in",
	token?: string,
): Promise<void> {
	// Kept alive: the action that counts may be the one that leaves the page.
	const options = { token, params: { link: linkId }, keepalive: true };
	await call("POST /api/go/{link}/marks", { ...options, body: { stage, mark: markFor(linkId) } });
}

function markFor(linkId: string): string {
	const marks = (readKept("localStorage", KEY) ?? {}) as Record<string, string>;
	const known = marks[linkId];
	if (known) return known;
	const bytes = crypto.getRandomValues(new Uint8Array(MARK_BYTES));
	const mark = btoa(String.fromCharCode(...bytes))
		.replaceAll("+", "-")
		.replaceAll("/", "_")
		.replaceAll("=", "");
	// Without storage the next opening counts as another one.
	keep("localStorage", KEY, { ...marks, [linkId]: mark });
	return mark;
}
