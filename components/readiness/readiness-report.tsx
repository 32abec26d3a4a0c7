"use client";

import { FactList } from "#components/ui/fact-list.tsx";
import { useInstantFormat } from "#components/ui/instant.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Tag } from "#components/ui/tag.tsx";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { useLocale, useTranslations } from "#lib/text/client.tsx";
import { ControllerTable } from "./controller-table.tsx";
import { ForecastText } from "./forecast-text.tsx";
import { ObstacleText } from "./obstacle-text.tsx";
import { STATE_LOOK } from "./state-look.ts";
import { useStateTitle } from "./use-state-title.ts";

type Props = { view: WatchView; checkedAt: Date | undefined; isConnected: boolean };

/** How far a change has come: its state in words, what to do, and all the evidence for it. */
export function ReadinessReport({ view, checkedAt, isConnected }: Props) {
	const t = useTranslations("progress");
	const isOnItsWay = ["waiting", "arriving", "late", "unconfirmed"].includes(view.state);
	return (
		<>
			<div aria-live="polite">
				<StateHeading view={view} />
			</div>
			{!isConnected && (
				<div role="alert">
					<Notice look="warning">{t("connectionLost")}</Notice>
				</div>
			)}
			{isOnItsWay && (
				<Notice look="warning" heading={t("doNotTry")}>
					{t("doNotTryWhy")}
				</Notice>
			)}
			<Times view={view} checkedAt={checkedAt} />
			{view.controllers.length > 0 && <ControllerTable view={view} />}
			{isOnItsWay && <ForecastText forecast={view.forecast} />}
		</>
	);
}

/** What is announced when it changes, and nothing else is. */
function StateHeading({ view }: { view: WatchView }) {
	const t = useTranslations("progress");
	const states = useTranslations("states");
	const format = useInstantFormat();
	const locale = useLocale();
	const arrived = view.controllers.filter((c) => c.keys.kind === "new");
	useStateTitle(states(view.state));
	return (
		<>
			<h1 className="mb-4 text-3xl font-bold sm:text-4xl">
				{t(`headings.${view.state}`, {
					arrived: arrived.length,
					total: view.controllers.length,
				})}
			</h1>
			<p className="mb-4">
				<Tag look={STATE_LOOK[view.state]}>{states(view.state)}</Tag>
			</p>
			<p className="mb-4">{t(`leads.${view.state}`)}</p>
			{view.usableAt && (
				<p className="mb-4 font-semibold">
					{t("worksSince", {
						when: format(view.usableAt),
						controllers: new Intl.ListFormat(locale).format(arrived.map((c) => c.name)),
					})}
				</p>
			)}
			{view.obstacle && <ObstacleText obstacle={view.obstacle} state={view.state} />}
		</>
	);
}

function Times({ view, checkedAt }: { view: WatchView; checkedAt: Date | undefined }) {
	const t = useTranslations("progress");
	const format = useInstantFormat();
	const facts = [
		{
			name: t("changedAt"),
			value: view.changedAt ? format(view.changedAt) : t("changedAtUnknown"),
		},
		{ name: t("checkedAt"), value: checkedAt ? format(checkedAt) : t("notLooked") },
	];
	return <FactList facts={view.state === "open" ? facts.slice(1) : facts} />;
}
