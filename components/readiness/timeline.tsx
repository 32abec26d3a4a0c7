"use client";

import { type ReactNode, useId } from "react";
import { useInstantFormat } from "#components/ui/instant.tsx";
import type { ControllerReadiness } from "#lib/core/readiness/readiness.ts";
import { type TimelineStep, timeline } from "#lib/core/watch/timeline.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { useLocale, useTranslations } from "#lib/text/client.tsx";

type Props = { view: WatchView; checkedAt: Date | undefined };

/** What has happened when, by which evidence that is known, and what has not happened yet. */
export function Timeline({ view, checkedAt }: Props) {
	const t = useTranslations("progress");
	const format = useInstantFormat();
	const id = useId();
	return (
		<section className="my-8" aria-labelledby={id}>
			<h2 id={id} className="mb-4 text-2xl font-bold">
				{t("timelineHeading")}
			</h2>
			<ol>
				{timeline(view).map((step) => (
					<li
						key={step.kind === "controller" ? step.controller.name : step.kind}
						className="group relative ps-8 pb-5 last:pb-0"
					>
						<Mark isDone={step.at !== undefined} />
						<StepText step={step} view={view} />
					</li>
				))}
			</ol>
			{view.controllers.length > 0 && (
				<p className="mt-4 text-muted">
					{checkedAt ? t("lastLooked", { when: format(checkedAt) }) : t("notLooked")}
				</p>
			)}
		</section>
	);
}

/** A dot on the line to the next step, filled when it has happened; the words say the same. */
function Mark({ isDone }: { isDone: boolean }) {
	return (
		<span aria-hidden="true">
			<span className="absolute inset-y-0 start-2 top-2 border-s-2 border-line group-last:hidden" />
			<span
				className={`absolute start-[3px] top-2 size-3 rounded-full border-2 ${
					isDone ? "border-success bg-success" : "border-control bg-surface"
				}`}
			/>
		</span>
	);
}

function StepText({ step, view }: { step: TimelineStep; view: WatchView }) {
	switch (step.kind) {
		case "changed":
			return <Changed at={step.at} isOpen={view.state === "open"} />;
		case "controller":
			return <OnController controller={step.controller} />;
		case "usable":
			return <Usable {...step} state={view.state} />;
	}
}

function Changed({ at, isOpen }: { at: Date | undefined; isOpen: boolean }) {
	const t = useTranslations("progress");
	const format = useInstantFormat();
	if (at) return <Step title={t("steps.changed")} when={format(at)} lines={[t("changedBy")]} />;
	return <Step title={t("steps.changed")} when={t(isOpen ? "notKnown" : "changedAtUnknown")} />;
}

function OnController({ controller }: { controller: ControllerReadiness }) {
	const t = useTranslations("progress");
	const format = useInstantFormat();
	const { name, keys, arrival } = controller;
	const evidence = arrival?.evidence;
	const missing = t(keys.kind === "unread" ? "notKnown" : "notYet");
	return (
		<Step
			title={t("steps.arrived", { controller: name })}
			when={arrival ? t("seen", { when: format(arrival.seenAt) }) : missing}
			lines={[
				evidence && t(`rules.${evidence.rule}`, { attribute: evidence.attribute }),
				evidence?.writtenAt && t("written", { when: format(evidence.writtenAt) }),
			]}
		>
			{(keys.kind === "settling" || keys.kind === "one-kind") && (
				<p className="text-sm text-warning">{t(`keys.${keys.kind}`)}</p>
			)}
			{keys.kind === "doubt" && (
				<p className="text-sm text-warning">{t(`doubts.${keys.reason}`)}</p>
			)}
			{keys.kind === "unread" && (
				<p className="text-sm text-warning">
					{t("keys.unread")} {t(`unreadReasons.${keys.reason}`)}
				</p>
			)}
		</Step>
	);
}

type UsableProps = Extract<TimelineStep, { kind: "usable" }> & { state: WatchView["state"] };

function Usable({ at, controllers, state }: UsableProps) {
	const t = useTranslations("progress");
	const format = useInstantFormat();
	const list = new Intl.ListFormat(useLocale());
	const title = t("steps.usable");
	if (at) {
		const when = t("worksSince", { when: format(at), controllers: list.format(controllers) });
		return <Step title={title} when={when} />;
	}
	if (state === "unconfirmed") return <Step title={title} when={t("notKnown")} />;
	// An account may have been free before it was blocked.
	return <Step title={title} when={t(state === "blocked" ? "notNow" : "notYet")} />;
}

type StepProps = {
	title: string;
	when: string;
	lines?: (string | undefined)[];
	children?: ReactNode;
};

function Step({ title, when, lines = [], children }: StepProps) {
	return (
		<>
			<p className="font-semibold">{title}</p>
			<p>{when}</p>
			{lines.map(
				(line) =>
					line && (
						<p key={line} className="text-sm text-muted">
							{line}
						</p>
					),
			)}
			{children}
		</>
	);
}
