"use client";

import { usePathname } from "next/navigation";
import { type ReactNode, useMemo } from "react";
import { FailureWithNextStep } from "#components/failure/failure-with-next-step.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { loadPerson, type Person } from "#lib/browser/person/load-person.ts";
import { useRead } from "#lib/browser/use-read.ts";
import { needsSignIn } from "#lib/core/failure.ts";
import { readWithRenewal } from "#lib/entra/sign-in/go-to-sign-in.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";
import { SignInAgain } from "./sign-in-again.tsx";

type Props = {
	children: (person: Person) => ReactNode;
	/** What is shown above the wait for the person, and above why they cannot be read. */
	meanwhile?: ReactNode;
	/** Replaces the general words for a sign-in that has ended, if the page knows why it did. */
	signInEnded?: ReactNode;
};

/** Reads the signed-in person from Entra and shows its content; or says why they cannot be read. */
export function WithPerson({ children, meanwhile, signInEnded }: Props) {
	const t = useTranslations("site");
	const signIn = useSignIn();
	const path = usePathname();
	const read = useMemo(
		() => readWithRenewal(signIn, path, () => loadPerson(signIn)),
		[signIn, path],
	);
	const { result, again } = useRead(read);
	if (result?.ok) return children(result.value);
	// A refused sign-in is reported above this.
	const isShownAbove = signIn.failure && signIn.failure.code !== "sign-in-ended";
	return (
		<>
			{meanwhile}
			{!result ? (
				<Loading>{t("loading")}</Loading>
			) : isShownAbove && needsSignIn(result.failure) ? (
				<SignInAgain />
			) : signInEnded && result.failure.code === "sign-in-ended" ? (
				signInEnded
			) : (
				<FailureWithNextStep failure={result.failure} again={again} />
			)}
		</>
	);
}
