"use client";

import { usePathname } from "next/navigation";
import { type ReactNode, useCallback, useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { loadPerson, type Person, type PersonResult } from "#lib/browser/person/load-person.ts";
import { goToSignIn } from "#lib/browser/sign-in/sign-in.ts";
import { useSignIn } from "#lib/browser/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";
import { SignInPrompt } from "./sign-in-prompt.tsx";

/** Reads who is signed in from Entra and shows what is inside; or says why it cannot be read. */
export function WithPerson({ children }: { children: (person: Person) => ReactNode }) {
	const t = useTranslations();
	const signIn = useSignIn();
	const path = usePathname();
	const [result, setResult] = useState<PersonResult>();

	const load = useCallback(() => {
		setResult(undefined);
		loadPerson(signIn).then(setResult);
	}, [signIn]);
	useEffect(load, [load]);

	if (!result) return <Loading>{t("site.loading")}</Loading>;
	if (result.ok) return children(result.person);
	// Whoever comes back from a sign-in that was refused, such as a disabled account, is told why.
	if (result.because === "sign-in-needed" && signIn.failure) return <SignInPrompt />;
	const needsSignIn = result.because === "sign-in-needed";
	return (
		<Notice look="danger" heading={t(needsSignIn ? "load.signInEndedHeading" : "load.meHeading")}>
			<p className="mb-4">{t(`load.me-${result.because}`)}</p>
			<Button look="secondary" onClick={needsSignIn ? () => void goToSignIn(path) : load}>
				{needsSignIn ? t("signIn.tryAgain") : t("load.again")}
			</Button>
		</Notice>
	);
}
