"use client";

import type { ReactNode } from "react";
import { FailureText } from "#components/failure/failure-notice.tsx";
import { FailurePlace } from "#components/failure/failure-text.ts";
import { FailureWithNextStep } from "#components/failure/failure-with-next-step.tsx";
import { SignInButton } from "#components/sign-in/sign-in-button.tsx";
import { SignedIn } from "#components/sign-in/signed-in.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { MessagePage } from "#components/ui/message-page.tsx";
import { readAgent } from "#lib/browser/helpdesk/helpdesk-api.ts";
import { usePortalRead } from "#lib/browser/use-portal.ts";
import type { Failure } from "#lib/core/failure.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { ChoicesArea } from "./choices-area.tsx";
import { FindPerson } from "./find/find-person.tsx";
import { InSearchSlot } from "./find/search-slot.tsx";
import { EndingNotice } from "./home/ending-notice.tsx";

/**
 * Shows its content to helpdesk agents, below the search that every page has. The server checks the role with every call; this
 * merely spares others a page full of refusals.
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
	if (!result.ok && result.failure.code === "role-missing") {
		return <NotAnAgent failure={result.failure} />;
	}
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

/** Most of them are employees on the wrong page; some are agents with a separate account for this. */
function NotAnAgent({ failure }: { failure: Failure }) {
	const t = useTranslations("helpdesk");
	return (
		<MessagePage
			icon="lock"
			heading={t("notAgentHeading")}
			actions={
				<>
					<a href="/" className={buttonClass()}>
						{t("toStart")}
					</a>
					<SignInButton look="secondary" which="another">
						{t("another")}
					</SignInButton>
				</>
			}
		>
			<FailureText failure={failure} />
		</MessagePage>
	);
}
