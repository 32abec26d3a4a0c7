"use client";

import { type ReactNode, useId } from "react";
import { Breakable } from "#components/ui/breakable.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { useExactFormat, useZoneName } from "#components/ui/instant.tsx";
import type { ControllerReadiness } from "#lib/core/readiness/readiness.ts";
import type { StatusMessage, Word } from "#lib/core/watch/status-message.ts";
import { type TimelineStep, timeline } from "#lib/core/watch/timeline.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { useLocale, useTranslations } from "#lib/text/client.tsx";

type Props = { view: WatchView; message: StatusMessage; checkedAt: Date | undefined };

/** What happened when, by which evidence, and what has not happened yet. */
export function Timeline({ view, message, checkedAt }: Props) {
	const t = useTranslations("progress");
	const format = useExactFormat();
	const zone = useZoneName();
	const id = useId();
	return (
		<section aria-labelledby={id}>
			<h2 id={id} className="mb-4 text-base font-bold">
				{t("timelineHeading")}
			</h2>
			<ol>
				{timeline(view).map((step) => (
					<li
						key={step.kind === "controller" ? step.controller.name : step.kind}
						className="group relative ps-8 pb-5 last:pb-0"
					>
						<Mark isDone={step.at !== undefined} />
						<StepText step={step} isOpen={view.state === "open"} word={message.word} />
					</li>
				))}
			</ol>
			<div className="mt-4 text-sm text-muted">
				{view.controllers.length > 0 && (
					<p>{checkedAt ? t("lastLooked", { when: format(checkedAt) }) : t(unreadText(view))}</p>
				)}
				<p>{t("zone", { zone })}</p>
			</div>
		</section>
	);
}

/** A dot on the line to the next step, filled when it has happened; the text says the same. */
function Mark({ isDone }: { isDone: boolean }) {
	return (
		<span aria-hidden="true">
			<span className="absolute inset-y-0 start-2 top-2 border-s-2 border-line group-last:hidden" />
			<span
				className={`absolute start-0 top-1 size-[18px] rounded-pill border-2 ${
					isDone ? "border-success bg-success text-surface" : "border-control bg-surface"
				}`}
			>
				{isDone && <Icon name="check" className="size-3.5 print:text-success" />}
			</span>
		</span>
	);
}

/** A controller that was asked and did not answer differs from one that will never be asked. */
function unreadText({ controllers }: WatchView): "notLooked" | "cannotLook" {
	const isAsked = controllers.some(
		({ keys }) => keys.kind === "unread" && keys.reason !== "not-read-yet",
	);
	return isAsked ? "cannotLook" : "notLooked";
}

function StepText({ step, isOpen, word }: { step: TimelineStep; isOpen: boolean; word: Word }) {
	switch (step.kind) {
		case "changed":
			return <Changed at={step.at} isOpen={isOpen} />;
		case "controller":
			return <OnController controller={step.controller} />;
		case "usable":
			return <Usable {...step} word={word} />;
	}
}

function Changed({ at, isOpen }: { at: Date | undefined; isOpen: boolean }) {
	const t = useTranslations("progress");
	const format = useExactFormat();
	if (at) return <Step title={t("steps.changed")} when={format(at)} lines={[t("changedBy")]} />;
	return <Step title={t("steps.changed")} when={t(isOpen ? "notKnown" : "changedAtUnknown")} />;
}

/** The text in place of a time, by what is held. */
const MISSING = {
	old: "notYet",
	new: "notYet",
	settling: "incomplete",
	"one-kind": "incomplete",
	doubt: "notKnown",
	unread: "notKnown",
} as const satisfies Record<ControllerReadiness["keys"]["kind"], string>;

function OnController({ controller }: { controller: ControllerReadiness }) {
	const t = useTranslations("progress");
	const format = useExactFormat();
	const { name, keys, arrival } = controller;
	const evidence = arrival?.evidence;
	const missing = t(MISSING[keys.kind]);
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

type UsableProps = Extract<TimelineStep, { kind: "usable" }> & { word: Word };

function Usable({ at, controllers, word }: UsableProps) {
	const t = useTranslations("progress");
	const format = useExactFormat();
	const list = new Intl.ListFormat(useLocale());
	const title = t("steps.usable");
	if (at) {
		const when = t("worksSince", { when: format(at), controllers: list.format(controllers) });
		return <Step title={title} when={when} />;
	}
	if (word === "unconfirmed" || word === "probably") {
		return <Step title={title} when={t("notKnown")} />;
	}
	// It may have worked before it was blocked, or before another password arrived.
	const isOver = word === "blocked" || word === "moved-on";
	return <Step title={title} when={t(isOver ? "notNow" : "notYet")} />;
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
			<p className="font-semibold">
				<Breakable>{title}</Breakable>
			</p>
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
