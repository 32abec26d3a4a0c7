"use client";

import type { ReactNode } from "react";
import { FailurePlace } from "#components/failure/failure-text.ts";
import { FailureWithNextStep } from "#components/failure/failure-with-next-step.tsx";
import { SignedIn } from "#components/sign-in/signed-in.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { readAgent } from "#lib/browser/helpdesk/helpdesk-api.ts";
import { usePortalRead } from "#lib/browser/use-portal.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { ChoicesArea } from "./choices-area.tsx";
import { FindPerson } from "./find/find-person.tsx";
import { InSearchSlot } from "./find/search-slot.tsx";
import { EndingNotice } from "./home/ending-notice.tsx";

/**
 * Shows its content to helpdesk agents, below the search that every page has. The server decides
 * who is one, with every call; this merely spares others a page full of refusals.
 *
 * @param isHome the page is for searching
 */
export function AsHelpdesk({ children, isHome }: { children: ReactNode; isHome?: boolean }) {
	return (
		<SignedIn>
			<FailurePlace value="helpdesk">
				<IfAgent isHome={isHome === true}>{children}</IfAgent>
			</FailurePlace>
		</SignedIn>
	);
}

function IfAgent({ children, isHome }: { children: ReactNode; isHome: boolean }) {
	const t = useTranslations("site");
	const { result, again } = usePortalRead(readAgent);
	if (!result) return <Loading>{t("loading")}</Loading>;
	if (!result.ok) return <FailureWithNextStep failure={result.failure} again={again} />;
	return (
		<>
			<InSearchSlot>
				<FindPerson isHome={isHome} />
			</InSearchSlot>
			{isHome && <EndingNotice endings={result.value.endings} now={new Date()} />}
			{children}
			<ChoicesArea />
		</>
	);
}
