"use client";

import { AppLink } from "#components/ui/app-link.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { useAgoFormat } from "#components/ui/instant.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { useTranslations } from "#lib/text/client.tsx";

/** Replaces the form: a change was made, and another one must be requested. It may arrive meanwhile. */
export function StillUnderWay({ changedAt, onAgain }: { changedAt: Date; onAgain: () => void }) {
	const t = useTranslations("change");
	const ago = useAgoFormat();
	return (
		<Notice heading={t("underWayHeading")}>
			<p className="mb-4">{t("underWay", { when: ago(changedAt) })}</p>
			<ProgressOrAgain again={t("again")} onAgain={onAgain} />
		</Notice>
	);
}

/** The two ways on: to the change that was sent, or to another one. */
export function ProgressOrAgain({ again, onAgain }: { again: string; onAgain: () => void }) {
	const t = useTranslations("profile");
	return (
		<p className="flex flex-wrap gap-3">
			<AppLink href="/progress" className={buttonClass()}>
				{t("seeProgress")}
			</AppLink>
			<Button look="secondary" onClick={onAgain}>
				{again}
			</Button>
		</p>
	);
}
