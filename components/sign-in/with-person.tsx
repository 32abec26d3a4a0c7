"use client";

import { usePathname } from "next/navigation";
import { type ReactNode, useCallback } from "react";
import { Button } from "#components/ui/button.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { loadPerson, type Person, type PersonResult } from "#lib/browser/person/load-person.ts";
import { useRead } from "#lib/browser/use-read.ts";
import { renewByRedirect } from "#lib/entra/sign-in/go-to-sign-in.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";
import { SignInAgain, SignInEnded } from "./sign-in-again.tsx";

/** Reads who is signed in from Entra and shows what is inside; or says why it cannot be read. */
export function WithPerson({ children }: { children: (person: Person) => ReactNode }) {
	const t = useTranslations();
	const signIn = useSignIn();
	const path = usePathname();
	const load = useCallback(
		async (signal: AbortSignal) => {
			const loaded = await loadPerson(signIn);
			// Somebody who has left for another page must not be taken away from there.
			if (!signal.aborted && needsSignIn(loaded)) await renewByRedirect(signIn, path);
			return loaded;
		},
		[signIn, path],
	);
	const { result, isReading, again } = useRead(load);

	if (!result || isReading) return <Loading>{t("site.loading")}</Loading>;
	if (result.ok) return children(result.person);
	const isOver = needsSignIn(result);
	// Why a sign-in was refused is said above this.
	if (isOver && signIn.failure && signIn.failure.kind !== "sign-in-ended") return <SignInAgain />;
	if (isOver) return <SignInEnded />;
	return (
		<Notice look="danger" heading={t("load.meHeading")}>
			<p className="mb-4">{t(`load.me-${result.because}`)}</p>
			<Button look="secondary" onClick={again}>
				{t("load.again")}
			</Button>
		</Notice>
	);
}

function needsSignIn(result: PersonResult): boolean {
	return !result.ok && result.because === "sign-in-needed";
}
