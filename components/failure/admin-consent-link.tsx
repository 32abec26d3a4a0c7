"use client";

import { useConfig } from "#components/site/use-config.ts";
import { CopyField } from "#components/ui/copy-field.tsx";
import { adminConsentUrl } from "#lib/core/admin-consent.ts";
import { graphName } from "#lib/entra/sign-in/sign-in.ts";
import { useTranslations } from "#lib/text/client.tsx";

/**
 * The address at which an administrator consents for the whole organisation; anybody can forward
 * it. `lead` says what it is for.
 */
export function AdminConsentLink({ lead }: { lead: string }) {
	const t = useTranslations("failures");
	const config = useConfig();
	if (!config) return null;
	const { authority, clientId } = config.tenant;
	const url = adminConsentUrl({
		authority,
		clientId,
		graphName: graphName(config.tenant),
		redirectUri: `${window.location.origin}/auth`,
	});
	return (
		<div className="mt-3">
			<p>{lead}</p>
			<CopyField label={t("adminAddress")} value={url} />
		</div>
	);
}
