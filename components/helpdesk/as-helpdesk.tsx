"use client";

import type { ReactNode } from "react";
import { SignedIn } from "#components/sign-in/signed-in.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { readAgent } from "#lib/browser/helpdesk/helpdesk-api.ts";
import { usePortalRead } from "#lib/browser/use-portal.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { ChoicesArea } from "./choices-area.tsx";
import { FindPerson } from "./find/find-person.tsx";
import { InSearchSlot } from "./find/search-slot.tsx";
import { HelpdeskProblem } from "./helpdesk-problem.tsx";

/**
 * Shows what is inside to agents of the helpdesk, below the search that every page has. The server
 * decides who that is, with every call; this only spares others pages full of refusals.
 *
 * @param isHome the page is for searching
 */
export function AsHelpdesk({ children, isHome }: { children: ReactNode; isHome?: boolean }) {
	const t = useTranslations("helpdesk");
	return (
		<SignedIn lead={t("signInLead")}>
			<IfAgent isHome={isHome === true}>{children}</IfAgent>
		</SignedIn>
	);
}

function IfAgent({ children, isHome }: { children: ReactNode; isHome: boolean }) {
	const t = useTranslations("site");
	const { result, again } = usePortalRead(readAgent);
	if (!result) return <Loading>{t("loading")}</Loading>;
	if (!result.ok) return <HelpdeskProblem code={result.code} again={again} />;
	return (
		<>
			<InSearchSlot>
				<FindPerson isHome={isHome} />
			</InSearchSlot>
			{children}
			<ChoicesArea />
		</>
	);
}
