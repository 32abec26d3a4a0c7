"use client";

import { useEffect, useState } from "react";
import { STATE_LOOK } from "#components/progress/state-look.ts";
import { AppLink } from "#components/ui/app-link.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { useAgoFormat } from "#components/ui/instant.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { type ChangeRecord, readChangeRecord } from "#lib/browser/change/change-record.ts";
import { useWatch } from "#lib/browser/watch/use-watch.ts";
import { statusMessageOf } from "#lib/core/watch/status-message.ts";
import { useTranslations } from "#lib/text/client.tsx";

/** `onOver`: there is nothing left to follow. */
type Props = { onOver: () => void };

/** The change that this browser remembers, as it is now, with the way to all that is known of it. */
export function RunningChange({ onOver }: Props) {
	const [record] = useState(readChangeRecord);
	useEffect(() => {
		if (!record) onOver();
	}, [record, onOver]);
	return record && <Followed record={record} onOver={onOver} />;
}

function Followed({ record, onOver }: Props & { record: ChangeRecord }) {
	const t = useTranslations("start");
	const states = useTranslations("states");
	const followed = useWatch(record.ticket);
	const isOver = followed.status === "not-found" || followed.status === "ended";
	useEffect(() => {
		if (isOver) onOver();
	}, [isOver, onOver]);
	const view = followed.status === "following" ? followed.view : undefined;
	const ago = useAgoFormat();
	if (isOver) return null;
	// Here nothing would say that the state is an old one.
	const isCurrent = followed.status === "following" && followed.isConnected;
	const word = view && isCurrent && statusMessageOf(view).word;
	const changedAt = view?.changedAt ?? record.changedAt;
	return (
		<section className="card">
			<div className="flex flex-wrap items-center gap-x-3 gap-y-1">
				<h2 className="text-xl font-bold">{t("running")}</h2>
				<p role="status">{word && <Tag look={STATE_LOOK[word]}>{states(word)}</Tag>}</p>
			</div>
			{changedAt && (
				<p className="mt-1 text-muted">{t("runningSince", { when: ago(changedAt) })}</p>
			)}
			<p className="mt-4">
				<AppLink href="/progress" className={buttonClass()}>
					{t("seeProgress")}
				</AppLink>
			</p>
		</section>
	);
}
