"use client";

import { AppLink } from "#components/ui/app-link.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { useInstantFormat } from "#components/ui/instant.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { useTranslations } from "#lib/text/client.tsx";

/** Replaces the form: a change is on its way, and another one must be requested. */
export function StillUnderWay({ changedAt, onAgain }: { changedAt: Date; onAgain: () => void }) {
	const t = useTranslations("change");
	const profile = useTranslations("profile");
	const format = useInstantFormat();
	return (
		<Notice heading={t("underWayHeading")}>
			<p className="mb-4">{t("underWay", { when: format(changedAt) })}</p>
			<p className="flex flex-wrap gap-3">
				<AppLink href="/progress" className={buttonClass()}>
					{profile("seeProgress")}
				</AppLink>
				<Button look="secondary" onClick={onAgain}>
					{t("again")}
				</Button>
			</p>
		</Notice>
	);
}
