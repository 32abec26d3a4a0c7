"use client";

import { SignOutButton } from "#components/sign-in/sign-out-button.tsx";
import { AppLink } from "#components/ui/app-link.tsx";
import type { ChangeWay } from "#lib/core/change-way.ts";
import { useTranslations } from "#lib/text/client.tsx";

type Props = { reason: Extract<ChangeWay, { way: "none" }>["reason"] };

/** For people whose password cannot be changed here: why, and what to do. */
export function NoWay({ reason }: Props) {
	const t = useTranslations(`ways.${reason}`);
	const ways = useTranslations("ways");
	const missing = useTranslations("missing");
	return (
		<section className="card">
			<h2 className="mb-4 text-xl font-bold">{t("heading")}</h2>
			<p className="mb-4">{t("lead")}</p>
			<p className="mb-6">{t("next")}</p>
			<div className="mb-6">
				<SignOutButton look="secondary">{ways("otherAccount")}</SignOutButton>
			</div>
			<AppLink href="/">{missing("toStart")}</AppLink>
		</section>
	);
}
