"use client";

import { useContext } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { SignInContext } from "#lib/entra/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";

/** Where the organisation lets people reset their password themselves, signed in or not. Nothing while the settings are not there. */
export function ResetPassword() {
	const t = useTranslations("noPassword");
	const site = useTranslations("site");
	const resetUrl = useContext(SignInContext)?.config.change.resetUrl;
	if (!resetUrl) return null;
	return (
		<>
			<p className="mb-4">{t("resetLead")}</p>
			<p className="mb-6">
				<a
					className={buttonClass("secondary")}
					href={resetUrl}
					target="_blank"
					rel="noopener noreferrer"
				>
					<span>
						{t("reset")} <span className="sr-only">({site("opensInNewTab")})</span>
					</span>
				</a>
			</p>
		</>
	);
}
