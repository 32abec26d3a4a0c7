"use client";

import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { TEXT_LINK } from "#components/ui/text-link.ts";
import { forgetChangeRecord } from "#lib/browser/change/change-record.ts";
import { signedInAccount, signOut } from "#lib/browser/sign-in/sign-in.ts";
import { SignInProvider, useIsSignedIn, useSignIn } from "#lib/browser/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";
import { SignInPrompt } from "./sign-in-prompt.tsx";

type Props = {
	children: ReactNode;
	prompt?: ReactNode;
	/** What the page is about, for those who are asked to sign in; without it: one's own account. */
	lead?: string;
};

/** Shows what is inside to whoever is signed in; everybody else is asked to sign in, below `prompt`. */
export function SignedIn({ children, ...asked }: Props) {
	const t = useTranslations();
	return (
		<SignInProvider
			loading={<Loading>{t("site.loading")}</Loading>}
			failed={(again) => (
				<Notice look="danger" heading={t("load.configHeading")}>
					<p className="mb-4">{t("load.config")}</p>
					<Button look="secondary" onClick={again}>
						{t("load.again")}
					</Button>
				</Notice>
			)}
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
			{children}
			<WhoIsSignedIn />
		</>
	);
}

function WhoIsSignedIn() {
	const t = useTranslations("site");
	const signIn = useSignIn();
	const account = signedInAccount(signIn);
	async function leave() {
		forgetChangeRecord();
		await signOut(signIn);
	}
	return (
		<p className="mt-12 flex flex-wrap gap-x-4 border-t border-line pt-4 text-sm print:hidden">
			<span>{t("signedInAs", { name: account?.name ?? "" })}</span>
			<button type="button" onClick={leave} className={`cursor-pointer ${TEXT_LINK}`}>
				{t("signOut")}
			</button>
		</p>
	);
}
