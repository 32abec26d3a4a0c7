"use client";

import { Button } from "#components/ui/button.tsx";
import { useInstantFormat } from "#components/ui/instant.tsx";
import { saveFile } from "#lib/browser/files/save-file.ts";
import { calendarFile } from "#lib/core/calendar-file.ts";
import { useTranslations } from "#lib/text/client.tsx";

const DAY_MS = 24 * 60 * 60_000;

type Props = { expiresAt: Date; now: Date };

/** When the new password will expire in the managed domain, which counts separately from Entra. */
export function PasswordExpiry({ expiresAt, now }: Props) {
	const t = useTranslations("progress");
	const format = useInstantFormat();
	const days = Math.max(1, Math.round((expiresAt.getTime() - now.getTime()) / DAY_MS));
	const save = () => {
		const text = calendarFile({
			title: t("calendarTitle"),
			day: expiresAt,
			madeAt: new Date(),
			text: t("calendarText", { address: window.location.origin }),
		});
		saveFile(new Blob([text], { type: "text/calendar;charset=utf-8" }), "password.ics");
	};
	return (
		<section className="card">
			<h2 className="mb-2 text-xl font-bold">{t("expiryHeading")}</h2>
			<p>{t("expiry", { days: t("days", { days }), when: format(expiresAt) })}</p>
			<p>{t("expiryEntra")}</p>
			<p className="mt-4 print:hidden">
				<Button look="secondary" onClick={save}>
					{t("calendar")}
				</Button>
			</p>
		</section>
	);
}
