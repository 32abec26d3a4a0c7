"use client";

import { usePathname } from "next/navigation";
import { type ReactNode, useCallback } from "react";
import { FailureWithNextStep } from "#components/failure/failure-with-next-step.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { type LinkDetails, readLink } from "#lib/browser/helpdesk/helpdesk-api.ts";
import { usePortalRead } from "#lib/browser/use-portal.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { AsHelpdesk } from "../as-helpdesk.tsx";

type Props = { children: (details: LinkDetails, again: () => void) => ReactNode };

/** Reads the link in the address and shows its content. */
export function WithLink({ children }: Props) {
	return (
		<AsHelpdesk>
			<Read>{children}</Read>
		</AsHelpdesk>
	);
}

function Read({ children }: Props) {
	const t = useTranslations("site");
	const id = usePathname().split("/")[3] ?? "";
	const ask = useCallback((token: string) => readLink(token, id), [id]);
	const { result, again } = usePortalRead(ask);
	if (!result) return <Loading>{t("loading")}</Loading>;
	return result.ok ? (
		children(result.value, again)
	) : (
		<FailureWithNextStep failure={result.failure} again={again} />
	);
}
