"use client";

import { FailureText } from "#components/failure/failure-notice.tsx";
import { MessagePage } from "#components/ui/message-page.tsx";
import { type Failure, type FailureCode, headingOf } from "#lib/core/failure.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { SignInButton } from "./sign-in-button.tsx";

/** After these the same account would be refused again. */
const IN_VAIN: readonly FailureCode[] = [
	...(["not-assigned", "account-disabled", "account-locked"] as const),
	...(["account-elsewhere", "blocked-by-policy", "device-not-accepted"] as const),
];

/** Not at once: the text says how long to wait. */
const LATER: readonly FailureCode[] = ["too-many-sign-ins"];

/** In place of the page: nothing else matters now. */
export function Refused({ failure }: { failure: Failure }) {
	const t = useTranslations();
	const isInVain = IN_VAIN.includes(failure.code);
	return (
		<MessagePage
			icon="lock"
			isProblem
			heading={t(`failures.headings.${headingOf(failure)}`)}
			actions={
				<>
					{!isInVain && (
						<SignInButton look={LATER.includes(failure.code) ? "secondary" : "primary"}>
							{t("signIn.tryAgain")}
						</SignInButton>
					)}
					<SignInButton look="secondary" which="another">
						{t("signIn.another")}
					</SignInButton>
				</>
			}
		>
			<FailureText failure={failure} />
		</MessagePage>
	);
}
