"use client";

import { AppLink } from "#components/ui/app-link.tsx";
import { Button } from "#components/ui/button.tsx";
import { signOut } from "#lib/browser/sign-in/session.ts";
import type { ChangeWay } from "#lib/core/change-way.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";

type Props = { because: Extract<ChangeWay, { way: "none" }>["because"] };

/** For those whose password cannot be changed from here: why, and what to do. */
export function NoWay({ because }: Props) {
	const t = useTranslations(`ways.${because}`);
	const ways = useTranslations("ways");
	const signIn = useSignIn();
	const missing = useTranslations("missing");
	return (
		<section className="card">
			<h2 className="mb-4 text-xl font-bold">{t("heading")}</h2>
			<p className="mb-4">{t("lead")}</p>
			<p className="mb-6">{t("next")}</p>
			<p className="mb-6">
				<Button look="secondary" onClick={() => void signOut(signIn)}>
					{ways("otherAccount")}
				</Button>
			</p>
			<AppLink href="/">{missing("toStart")}</AppLink>
		</section>
	);
}
