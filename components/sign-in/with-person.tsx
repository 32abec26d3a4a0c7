"use client";

import { usePathname } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { loadPerson, type Person, type PersonResult } from "#lib/browser/person/load-person.ts";
import { useThrow } from "#lib/browser/use-throw.ts";
import { renewByRedirect } from "#lib/entra/sign-in/go-to-sign-in.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";
import { SignInAgain, SignInEnded } from "./sign-in-again.tsx";

/** Reads who is signed in from Entra and shows what is inside; or says why it cannot be read. */
export function WithPerson({ children }: { children: (person: Person) => ReactNode }) {
	const t = useTranslations();
	const signIn = useSignIn();
	const path = usePathname();
	const [result, setResult] = useState<PersonResult>();

	const [attempt, setAttempt] = useState(0);
	const toBoundary = useThrow();
	// biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt reads again
	useEffect(() => {
		let isCurrent = true;
		setResult(undefined);
		loadPerson(signIn)
			.then(async (loaded) => {
				// Whoever has gone on to another page must not be taken away from there.
				if (isCurrent && needsSignIn(loaded)) await renewByRedirect(signIn, path);
				if (isCurrent) setResult(loaded);
			})
			.catch(toBoundary);
		return () => {
			isCurrent = false;
		};
	}, [signIn, path, attempt, toBoundary]);

	if (!result) return <Loading>{t("site.loading")}</Loading>;
	if (result.ok) return children(result.person);
	const isOver = needsSignIn(result);
	// Whoever comes back from a sign-in that was refused is told why above this.
	if (isOver && signIn.failure && signIn.failure.kind !== "sign-in-ended") return <SignInAgain />;
	if (isOver) return <SignInEnded />;
	return (
		<Notice look="danger" heading={t("load.meHeading")}>
			<p className="mb-4">{t(`load.me-${result.because}`)}</p>
			<Button look="secondary" onClick={() => setAttempt(attempt + 1)}>
				{t("load.again")}
			</Button>
		</Notice>
	);
}

function needsSignIn(result: PersonResult): boolean {
	return !result.ok && result.because === "sign-in-needed";
}
