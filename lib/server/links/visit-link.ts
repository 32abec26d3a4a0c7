import { now } from "#lib/clock/clock.ts";
import { type LinkView, linkView } from "#lib/core/link/link.ts";
import { readLinkId } from "#lib/core/link/link-id.ts";
import type { Refusal } from "#lib/server/http/problem.ts";
import { phoneUri } from "#lib/server/phone-uri.ts";
import type { Portal } from "#lib/server/portal.ts";

type VisitedLink = { ok: true; value: LinkView } | Refusal<"link-not-found" | "too-many-requests">;

/** Takes the place of a text that cannot be an id, so that it takes the same statement as one that can. */
const NO_LINK = "-";

/**
 * Finds the link behind an address that somebody has opened; nothing is changed by it. Unknown, ended and
 * expired links give the same answer by the same statement. After too many of those an address is held
 * back from them for a while; a link that leads somewhere always does, whoever else shares the address.
 */
export async function visitLink(
	{ store, limits, settings }: Pick<Portal, "store" | "limits" | "settings">,
	text: string,
	address: string,
): Promise<VisitedLink> {
	const link = await store.findOpenLink(readLinkId(text) ?? NO_LINK, now());
	if (link) {
		const uri = phoneUri(link.helper.phone, settings.support.phoneCountry);
		return { ok: true, value: linkView(link, uri) };
	}
	return (await limits.take("wrongLinks", address)) ?? { ok: false, code: "link-not-found" };
}
