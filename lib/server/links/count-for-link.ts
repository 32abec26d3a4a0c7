import { readLinkId } from "#lib/core/link/link-id.ts";
import type { Portal } from "#lib/server/portal.ts";

/**
 * Counts a watch from now on for the link that its call names, if the link is there. A change is never
 * held up by its counting.
 */
export async function countForLink(
	{ store, log }: Pick<Portal, "store" | "log">,
	linkText: string | undefined,
	ticket: string,
): Promise<void> {
	const id = readLinkId(linkText ?? "");
	if (!id) return;
	try {
		if (await store.findLink(id)) await store.beginByLink(id, ticket);
	} catch (error) {
		log.error("link-not-counted", { error });
	}
}
