"use client";

import { usePathname } from "next/navigation";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { goToSignIn } from "#lib/browser/sign-in/sign-in.ts";
import { useSignIn } from "#lib/browser/sign-in/sign-in-context.tsx";
import type { SignInFailure } from "#lib/browser/sign-in/sign-in-failure.ts";
import { useTranslations } from "#lib/text/client.tsx";

/** For a page that needs to know who is there: says so, and why the last sign-in failed, if it did. */
export function SignInPrompt({ lead }: { lead?: string | undefined }) {
	const t = useTranslations("signIn");
	const { failure } = useSignIn();
	const path = usePathname();
	return (
		<>
			{failure ? <Failure failure={failure} /> : <p className="mb-6">{lead ?? t("lead")}</p>}
			<Button onClick={() => void goToSignIn(path)}>{failure ? t("tryAgain") : t("button")}</Button>
		</>
	);
}

function Failure({ failure }: { failure: SignInFailure }) {
	const t = useTranslations("signIn");
	return (
		<Notice look="danger" heading={t("failedHeading")}>
			<p>{t(`failures.${failure.kind}`)}</p>
			{failure.code && <p className="mt-2 text-sm">{t("codes", { code: failure.code })}</p>}
			{failure.correlationId && (
				<p className="text-sm break-all">{t("correlation", { id: failure.correlationId })}</p>
			)}
		</Notice>
	);
}
