"use client";

import { readOwnWatch } from "#lib/browser/portal-api.ts";
import { usePortalRead } from "#lib/browser/use-portal.ts";
import { useTranslations } from "#lib/text/client.tsx";

/**
 * Beside the promise of a mail, so that nobody waits for one in a mailbox they do not read. The
 * address loads late, and its space is reserved: what is below must not move under a pointer.
 */
export function MailTo() {
	const t = useTranslations("tellMe");
	const { result } = usePortalRead(readOwnWatch);
	const address = result?.ok && result.value?.mailTo;
	return (
		<p
			className={`card min-h-32.5 text-sm wrap-anywhere sm:min-h-23.5 ${address ? "" : "invisible"}`}
		>
			{address && t("mailTo", { address })}
		</p>
	);
}
