import type { Notice } from "#lib/core/watch/watch.ts";
import type { Caller } from "#lib/server/http/token.ts";
import type { Portal } from "#lib/server/portal.ts";
import { localeFrom } from "#lib/text/locales.ts";

/**
 * Where and in which language a caller is written to: by the token, and by the language of the page.
 *
 * @returns `undefined` when mail is off, so that no address is kept for nothing, or when there is none
 */
export function noticeOf(
	{ settings, log }: Pick<Portal, "settings" | "log">,
	caller: Caller,
	acceptLanguage: string | undefined,
): Notice | undefined {
	if (!settings.mail) return undefined;
	if (!caller.mail) {
		log.warn("mail-address-missing", { claim: "email" });
		return undefined;
	}
	return { mail: caller.mail, locale: localeFrom(acceptLanguage) };
}
