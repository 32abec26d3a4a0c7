"use client";

import type { ReactNode } from "react";
import { SignedIn } from "#components/sign-in/signed-in.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { readAgent } from "#lib/browser/helpdesk/helpdesk-api.ts";
import { usePortalRead } from "#lib/browser/use-portal.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { HelpdeskProblem } from "./helpdesk-problem.tsx";

/**
 * Shows what is inside to agents of the helpdesk. The server decides who that is, with every call; this
 * only spares others pages full of refusals.
 */
export function AsHelpdesk({ children }: { children: ReactNode }) {
	const t = useTranslations("helpdesk");
	return (
		<SignedIn lead={t("signInLead")}>
			<IfAgent>{children}</IfAgent>
		</SignedIn>
	);
}

function IfAgent({ children }: { children: ReactNode }) {
	const t = useTranslations("site");
	const { result, again } = usePortalRead(readAgent);
	if (!result) return <Loading>{t("loading")}</Loading>;
	return result.ok ? children : <HelpdeskProblem code={result.code} again={again} />;
}
