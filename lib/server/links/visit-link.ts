import { type LinkView, linkView } from "#lib/core/link/link.ts";
import { readLinkId } from "#lib/core/link/link-id.ts";
import { now } from "#lib/server/clock/clock.ts";
import { clientAddress } from "#lib/server/http/client-address.ts";
import { problem, tooMany } from "#lib/server/http/problem.ts";
import { phoneUri } from "#lib/server/phone-uri.ts";
import type { Portal } from "#lib/server/portal.ts";

type VisitedLink = { ok: true; link: LinkView } | { ok: false; answer: Response };

/** Takes the place of a text that cannot be an id, so that it takes the same statement as one that can. */
const NO_LINK = "-";

/**
 * Finds the link behind an address that somebody has opened; nothing is changed by it. Unknown, ended and
 * expired links give the same answer by the same statement. Who has tried too many that lead nowhere is
 * held back from all of them for a while, so that guessing shows no difference either.
 */
export async function visitLink(
	{ store, limits, settings }: Pick<Portal, "store" | "limits" | "settings">,
	request: Request,
	text: string,
): Promise<VisitedLink> {
	const address = clientAddress(request);
	if (!limits.wrongLinks.isFree(address)) {
		return { ok: false, answer: tooMany(limits.wrongLinks.retryAfterS(address)) };
	}
	const link = await store.findOpenLink(readLinkId(text) ?? NO_LINK, now());
	if (link) {
		const uri = phoneUri(link.helper.phone, settings.support.phoneCountry);
		return { ok: true, link: linkView(link, uri) };
	}
	limits.wrongLinks.take(address);
	return { ok: false, answer: problem("link-not-found") };
}
