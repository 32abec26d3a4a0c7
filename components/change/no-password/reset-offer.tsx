"use client";

import { buttonClass } from "#components/ui/button.tsx";
import { useTranslations } from "#lib/text/client.tsx";

/** The way to set a new password without the helpdesk. */
export function ResetOffer({ href }: { href: string }) {
	const t = useTranslations("noPassword");
	const site = useTranslations("site");
	return (
		<>
			<p className="mb-4">{t("resetLead")}</p>
			<p>
				<a
					className={buttonClass("secondary")}
					href={href}
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
