"use client";

import { CopyButton } from "#components/ui/copy-button.tsx";
import { FactList } from "#components/ui/fact-list.tsx";
import type { ControllerReadiness, Obstacle } from "#lib/core/readiness/readiness.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { useTranslations } from "#lib/text/client.tsx";

type CodeFact = { name: string; value: string };

/** Codes, the same in every language, with a button that copies all of them. */
export function CodeList({ facts }: { facts: CodeFact[] }) {
	const t = useTranslations("progress.helpdesk");
	return (
		<>
			<FactList
				facts={facts.map(({ name, value }) => ({
					name,
					value: (
						<span className="font-mono text-sm break-words" dir="ltr">
							{value}
						</span>
					),
				}))}
			/>
			<CopyButton
				label={t("heading")}
				value={facts.map(({ name, value }) => `${name}: ${value}`).join("\n")}
				text={t("copyAll")}
			/>
		</>
	);
}

/** Returns what a view shows the helpdesk: state, doubt, and the evidence of each controller. */
export function useViewFacts(): (view: WatchView, checkedAt: Date | undefined) => CodeFact[] {
	const t = useTranslations("progress.helpdesk");
	return (view, checkedAt) => {
		const { obstacle, doubt } = view;
		return [
			{ name: t("reference"), value: view.reference },
			{ name: t("state"), value: `${view.state}, ${utc(view.stateSince)}` },
			{ name: t("obstacle"), value: obstacle ? obstacleCode(obstacle) : "-" },
			{ name: t("doubt"), value: doubt?.reason ?? "-" },
			...(doubt ? [{ name: t("tries"), value: triesCode(doubt.wrongTries) }] : []),
			{ name: t("lockout"), value: lockoutCode(view.lockout) },
			{ name: t("opened"), value: utc(view.openedAt) },
			{ name: t("changed"), value: utc(view.changedAt) },
			{ name: t("usable"), value: utc(view.usableAt) },
			{ name: t("expires"), value: utc(view.passwordExpiresAt) },
			{ name: t("lookedAt"), value: utc(checkedAt) },
			...view.controllers.map((c) => ({ name: c.name, value: controllerCodes(c) })),
		];
	};
}

function triesCode(tries: NonNullable<WatchView["doubt"]>["wrongTries"]): string {
	if (!tries) return "-";
	return `${tries.count} of ${tries.threshold ?? "?"}, forgotten ${utc(tries.forgottenAt)}`;
}

function lockoutCode(rules: WatchView["lockout"]): string {
	if (!rules) return "-";
	const { threshold, durationMs } = rules;
	const duration =
		typeof durationMs === "number" ? `${durationMs / 60_000} minutes` : (durationMs ?? "?");
	return `after ${threshold ?? "?"} tries, ${duration}`;
}

function controllerCodes({ keys, block, arrival, readAt }: ControllerReadiness): string {
	const evidence = arrival?.evidence;
	return [
		keys.kind === "unread" ? `unread (${keys.reason})` : `keys ${keys.kind}`,
		...(keys.kind === "one-kind" ? [`only ${keys.present}`] : []),
		...(keys.kind === "doubt" ? [keys.reason] : []),
		...(block ? [block.kind] : []),
		...(evidence ? [`rule ${evidence.rule}`, `${evidence.attribute} (${evidence.strength})`] : []),
		...(arrival ? [`seen ${utc(arrival.seenAt)}`, `written ${utc(evidence?.writtenAt)}`] : []),
		`read ${utc(readAt)}`,
	].join(", ");
}

function obstacleCode(obstacle: Obstacle): string {
	switch (obstacle.kind) {
		case "locked":
			return obstacle.isUntilUnlocked
				? "locked, until unlocked"
				: `locked, until ${utc(obstacle.until)}`;
		case "domain-rebuilt":
			return `domain-rebuilt, ${utc(obstacle.at)}`;
		case "one-kind":
			return `one-kind, only ${obstacle.present}`;
		default:
			return obstacle.kind;
	}
}

/** A time as in the log. */
export function utc(at: Date | undefined): string {
	return at
		? at
				.toISOString()
				.replace("T", " ")
				.replace(/\.\d+Z$/, " UTC")
		: "-";
}
