"use client";

import { usePathname } from "next/navigation";
import { type ReactNode, useCallback, useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { loadPerson, type Person, type PersonResult } from "#lib/browser/person/load-person.ts";
import { renewByRedirect } from "#lib/browser/sign-in/go-to-sign-in.ts";
import { useSignIn } from "#lib/browser/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";
import { SignInAgain } from "./sign-in-again.tsx";

/** Reads who is signed in from Entra and shows what is inside; or says why it cannot be read. */
export function WithPerson({ children }: { children: (person: Person) => ReactNode }) {
	const t = useTranslations();
	const signIn = useSignIn();
	const path = usePathname();
	const [result, setResult] = useState<PersonResult>();

	const load = useCallback(() => {
		setResult(undefined);
		loadPerson(signIn).then(async (loaded) => {
			if (needsSignIn(loaded)) await renewByRedirect(signIn, path);
			setResult(loaded);
		});
	}, [signIn, path]);
	useEffect(load, [load]);

	if (!result) return <Loading>{t("site.loading")}</Loading>;
	if (result.ok) return children(result.person);
	const isOver = needsSignIn(result);
	// Whoever comes back from a sign-in that was refused is told why above this.
	if (isOver && signIn.failure && signIn.failure.kind !== "sign-in-ended") return <SignInAgain />;
	return (
		<Notice look="danger" heading={t(isOver ? "load.signInEndedHeading" : "load.meHeading")}>
			<p className="mb-4">{t(`load.me-${result.because}`)}</p>
			{isOver ? (
				<SignInAgain />
			) : (
				<Button look="secondary" onClick={load}>
					{t("load.again")}
				</Button>
			)}
		</Notice>
	);
}

function needsSignIn(result: PersonResult): boolean {
	return !result.ok && result.because === "sign-in-needed";
}
