"use client";

import { useInstantFormat } from "#components/ui/instant.tsx";
import { useTranslations } from "#lib/text/client.tsx";

const DAY_MS = 24 * 60 * 60_000;

type Props = { expiresAt: Date; now: Date };

/** When the new password will expire in the managed domain, which counts for itself, apart from Entra. */
export function PasswordExpiry({ expiresAt, now }: Props) {
	const t = useTranslations("progress");
	const format = useInstantFormat();
	const days = Math.max(1, Math.round((expiresAt.getTime() - now.getTime()) / DAY_MS));
	return (
		<section className="card">
			<h2 className="mb-2 text-xl font-bold">{t("expiryHeading")}</h2>
			<p>{t("expiry", { days: t("days", { days }), when: format(expiresAt) })}</p>
			<p>{t("expiryEntra")}</p>
		</section>
	);
}
