"use client";

import { type ReactNode, useEffect, useState } from "react";
import { FailureNotice } from "#components/failure/failure-notice.tsx";
import { FailureWithNextStep } from "#components/failure/failure-with-next-step.tsx";
import { later } from "#components/ui/later.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { startSignIn } from "#lib/browser/sign-in/session.ts";
import { tabStorageFailure } from "#lib/browser/site/storage.ts";
import { SignInProvider, useIsSignedIn, useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";
import { SignInButton } from "./sign-in-button.tsx";

/** Hardly anybody ever needs it. */
const Refused = later(() => import("./refused.tsx").then((m) => m.Refused));

type Props = {
	children: ReactNode;
	prompt?: ReactNode;
	/** What the page is about, for people who are asked to sign in; by default one's own account. */
	lead?: string;
};

/** Shows its content to signed-in people; everybody else is asked to sign in, below `prompt`. */
export function SignedIn({ children, ...asked }: Props) {
	const t = useTranslations();
	const [storageFailure] = useState(tabStorageFailure);
	if (storageFailure) {
		return (
			<>
				{asked.prompt}
				<FailureNotice failure={storageFailure} />
			</>
		);
	}
	return (
		<SignInProvider
			start={startSignIn}
			loading={<Loading>{t("site.loading")}</Loading>}
			failed={(failure, again) => <FailureWithNextStep failure={failure} again={again} />}
		>
			<Guard {...asked}>{children}</Guard>
		</SignInProvider>
	);
}

function Guard({ children, prompt, lead }: Props) {
	const isSignedIn = useIsSignedIn();
	if (!isSignedIn) {
		return (
			<>
				{prompt}
				<SignInPrompt lead={lead} />
			</>
		);
	}
	return (
		<>
			<FailedMeanwhile />
			{children}
		</>
	);
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

/** For a page that requires a sign-in: says so, or why the last sign-in failed, if it did. */
function SignInPrompt({ lead }: { lead?: string | undefined }) {
	const t = useTranslations("signIn");
	const { failure } = useSignIn();
	if (failure) return <Refused failure={failure} />;
	return (
		<div className="card">
			<p className="mb-6">{lead ?? t("lead")}</p>
			<SignInButton>{t("button")}</SignInButton>
		</div>
	);
}
