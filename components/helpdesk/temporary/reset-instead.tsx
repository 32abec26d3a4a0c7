"use client";

import { TEXT_LINK } from "#components/ui/text-link.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";

/** What to do if the agent cannot set a password. */
export function ResetInstead() {
	const t = useTranslations("temporary");
	const { resetUrl } = useSignIn().config.change;
	if (!resetUrl) return <p className="mt-2">{t("resetUnknown")}</p>;
	return (
		<p className="mt-2">
			{t("reset")}{" "}
			<a
				href={resetUrl}
				target="_blank"
				rel="noopener noreferrer"
				className={`wrap-anywhere ${TEXT_LINK}`}
			>
				<bdi>{resetUrl}</bdi>
			</a>
		</p>
	);
}
