"use client";

import { Breakable } from "#components/ui/breakable.tsx";
import { readOwnWatch } from "#lib/browser/portal-api.ts";
import { usePortalRead } from "#lib/browser/use-portal.ts";
import { useTranslations } from "#lib/text/client.tsx";

/** The recipient of the mail, in case it goes to a mailbox the person does not read. */
export function MailTo() {
	const t = useTranslations("tellMe");
	const { result } = usePortalRead(readOwnWatch);
	const address = result?.ok && result.value?.mailTo;
	return (
		address && (
			// Two lines are reserved, so the word before the address must not take one.
			<span title={address}>
				<Breakable>{t("mailTo", { address }).replaceAll(" ", "\u00a0")}</Breakable>
			</span>
		)
	);
}
