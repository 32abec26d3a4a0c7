"use client";

import { usePathname } from "next/navigation";
import { useState } from "react";
import { TEXT_LINK } from "#components/ui/text-link.ts";
import { goToSignIn } from "#lib/browser/sign-in/go-to-sign-in.ts";
import type { SignInFailure } from "#lib/browser/sign-in/sign-in-failure.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { SignInFailureNotice } from "./sign-in-failure-notice.tsx";

/** For whoever has several accounts: the tenant asks which one is meant. */
export function AnotherAccount() {
	const t = useTranslations("signIn");
	const path = usePathname();
	const [failure, setFailure] = useState<SignInFailure>();
	return (
		<>
			<button
				type="button"
				onClick={() => void goToSignIn(path, "another").then(setFailure)}
				className={`cursor-pointer ${TEXT_LINK}`}
			>
				{t("another")}
			</button>
			<div role="alert" className={failure ? "basis-full" : "hidden"}>
				{failure && <SignInFailureNotice failure={failure} />}
			</div>
		</>
	);
}
