"use client";

import { usePathname } from "next/navigation";
import { Button } from "#components/ui/button.tsx";
import { useTranslations } from "#lib/text/client.tsx";
import { useGoToSignIn } from "./use-go-to-sign-in.tsx";

/** @param lead what the page is about; by default one's own account */
type Props = { lead?: string };

/** Asks to sign in, from the first paint on; hidden in a tab that is signed in. What is then shown is in `SignedIn`. */
export function SignInCard({ lead }: Props) {
	const t = useTranslations("signIn");
	const { press, problem } = useGoToSignIn(usePathname());
	return (
		<div data-sign-in-card className="card no-script:hidden in-[[data-signed-in]]:hidden">
			<p className="mb-6">{lead ?? t("lead")}</p>
			<Button {...press}>{t("button")}</Button>
			{problem}
		</div>
	);
}
