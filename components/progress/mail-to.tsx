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
			// Two lines are reserved for it: a break within the address wastes none.
			<span title={address} className="break-all">
				{t("mailTo", { address })}
			</span>
		)
	);
}
