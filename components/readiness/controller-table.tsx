"use client";

import { FactList } from "#components/ui/fact-list.tsx";
import { useInstantFormat } from "#components/ui/instant.tsx";
import type { ControllerReadiness } from "#lib/core/readiness/controller-record.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { useTranslations } from "#lib/text/client.tsx";

/** Every controller for itself: what it holds, by which rule and attribute, and when that was seen. */
export function ControllerTable({ view }: { view: WatchView }) {
	const t = useTranslations("progress");
	return (
		<section className="my-8">
			<h2 className="text-2xl font-bold">{t("controllersHeading")}</h2>
			<FactList
				facts={view.controllers.map((controller) => ({
					name: controller.name,
					value: <Controller controller={controller} />,
				}))}
			/>
		</section>
	);
}

function Controller({ controller }: { controller: ControllerReadiness }) {
	const t = useTranslations("progress");
	const format = useInstantFormat();
	const { keys, arrival } = controller;
	return (
		<>
			<p>{t(`keys.${keys.kind}`)}</p>
			{keys.kind === "new" && (
				<p className="text-sm text-muted">
					{t(`rules.${keys.evidence.rule}`, { attribute: keys.evidence.attribute })}
				</p>
			)}
			{keys.kind === "new" && keys.evidence.strength === "weak" && (
				<p className="text-sm text-warning">{t("weak")}</p>
			)}
			{keys.kind === "unread" && (
				<p className="text-sm text-muted">{t(`unreadReasons.${keys.reason}`)}</p>
			)}
			{arrival && (
				<p className="text-sm text-muted">{t("seen", { when: format(arrival.seenAt) })}</p>
			)}
		</>
	);
}
