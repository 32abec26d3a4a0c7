"use client";

import { type ReactNode, useEffect, useLayoutEffect, useState } from "react";
import { FailureNotice } from "#components/failure/failure-notice.tsx";
import { FailureWithNextStep } from "#components/failure/failure-with-next-step.tsx";
import { later } from "#components/ui/later.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { startSignIn } from "#lib/browser/sign-in/session.ts";
import { asksToSignIn, askToSignIn } from "#lib/browser/sign-in/sign-in-card-state.ts";
import { tabStorageFailure } from "#lib/browser/site/storage.ts";
import { SignInProvider, useIsSignedIn, useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";

/** Hardly anybody ever needs it. */
const Refused = later(() => import("./refused.tsx").then((m) => m.Refused));

type Props = {
	children: ReactNode;
	/** What everybody else sees, also when they cannot sign in. */
	prompt?: ReactNode;
};

/** Shows its content to signed-in people; the page's `SignInCard` asks everybody else to sign in. */
export function SignedIn({ children, prompt }: Props) {
	const t = useTranslations();
	const [storageFailure] = useState(tabStorageFailure);
	if (storageFailure) {
		return (
			<>
				<AskToSignIn asks={false} />
				{prompt}
				<FailureNotice failure={storageFailure} />
			</>
		);
	}
	return (
		<SignInProvider
			start={startSignIn}
			loading={asksToSignIn() ? null : <Loading>{t("site.loading")}</Loading>}
			failed={(failure, again) => (
				<>
					<AskToSignIn asks={false} />
					<FailureWithNextStep failure={failure} again={again} />
				</>
			)}
		>
			<Guard prompt={prompt}>{children}</Guard>
		</SignInProvider>
	);
}

function Guard({ children, prompt }: Props) {
	const isSignedIn = useIsSignedIn();
	const { failure } = useSignIn();
	return (
		<>
			<AskToSignIn asks={!isSignedIn && !failure} />
			{isSignedIn ? (
				<>
					<FailedMeanwhile />
					{children}
				</>
			) : (
				<>
					{prompt}
					{failure && <Refused failure={failure} />}
				</>
			)}
		</>
	);
}

/** Shows the page's `SignInCard`, or hides it. */
function AskToSignIn({ asks }: { asks: boolean }) {
	useLayoutEffect(() => askToSignIn(asks), [asks]);
	return null;
}

/**
 * Why another sign-in failed while the current one is valid; an expired sign-in is reported by the
 * page itself.
 */
function FailedMeanwhile() {
	const signIn = useSignIn();
	const { failure } = signIn;
	useEffect(
		() => () => {
			signIn.failure = undefined;
		},
		[signIn],
	);
	return failure && failure.code !== "sign-in-ended" && <FailureNotice failure={failure} />;
}
