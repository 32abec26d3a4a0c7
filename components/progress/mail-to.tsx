"use client";

import { Breakable } from "#components/ui/breakable.tsx";
import { readOwnWatch } from "#lib/browser/portal-api.ts";
import { usePortalRead } from "#lib/browser/use-portal.ts";
import { useTranslations } from "#lib/text/client.tsx";

/** The recipient of the mail, so that nobody waits for one in a mailbox they do not read. */
export function MailTo() {
	const t = useTranslations("tellMe");
	const { result } = usePortalRead(readOwnWatch);
	const address = result?.ok && result.value?.mailTo;
	return (
		address && (
			// Two lines are reserved for it, so none is left to the word before the address.
			<span title={address}>
				<Breakable>{t("mailTo", { address }).replaceAll(" ", "\u00a0")}</Breakable>
			</span>
		)
	);
}
