"use client";

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
			// A line of its own, before the address breaks anywhere.
			<span title={address}>{t("mailTo", { address })}</span>
		)
	);
}
