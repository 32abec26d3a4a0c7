"use client";

import { AppLink } from "#components/ui/app-link.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { formatTimeOfDay } from "#components/ui/instant.tsx";
import type { Instruction, StatusMessage } from "#lib/core/watch/status-message.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { useLocale, useTranslations } from "#lib/text/client.tsx";
import { STATE_LOOK } from "./state-look.ts";

/** Instructions for which the lockout threshold matters. */
const BEFORE_TRYING: readonly Instruction[] = ["wait", "use-old-password", "try-once", "try-later"];

type Props = { view: WatchView; message: StatusMessage };

/** The one instruction of a state, with its one action. */
export function WhatToDo({ view, message: { word, instruction, action } }: Props) {
	const obstacles = useTranslations("obstacles");
	const instructionText = useInstructionText(view);
	const lockoutText = useLockoutText();
	if (word === "ended") return null;
	const look = word === "usable" ? "action" : NOTICE_LOOK[STATE_LOOK[word]];
	const lockout = BEFORE_TRYING.includes(instruction) ? lockoutText(view.lockout) : undefined;
	return (
		<div className="order-2 mt-6 flex gap-3 rounded-control border border-line bg-surface p-4">
			<Icon name={ICON[look]} className={`h-lh w-6 ${INK[look]}`} />
			<div className="min-w-0">
				<p className="font-semibold">
					<Unbroken text={instructionText(instruction)} part={view.reference} />
				</p>
				{lockout && <p>{lockout}</p>}
				{action === "change-password" && (
					<p className="-ms-9 mt-3 sm:ms-0">
						<AppLink href="/change-password" className={buttonClass()}>
							{obstacles("changeAgain")}
						</AppLink>
					</p>
				)}
			</div>
		</div>
	);
}

const ICON = { action: "check", warning: "alert", danger: "alert" } as const;
const INK = { action: "text-success", warning: "text-warning", danger: "text-danger" } as const;

/** A text of which one part, to be read out, stays on one line. */
function Unbroken({ text, part }: { text: string; part: string }) {
	const [before, after] = text.split(part);
	if (after === undefined) return text;
	return (
		<>
			{before}
			<span className="whitespace-nowrap">{part}</span>
			{after}
		</>
	);
}

const NOTICE_LOOK = {
	plain: "warning",
	muted: "warning",
	warning: "warning",
	danger: "danger",
	success: "action",
} as const;

function useInstructionText({ reference, obstacle, doubt }: WatchView) {
	const t = useTranslations("progress");
	const locale = useLocale();
	const time = (at: Date | undefined) => (at ? formatTimeOfDay(at, locale) : "");
	const tries = doubt?.wrongTries;
	return (instruction: Instruction): string => {
		switch (instruction) {
			case "wait-until-unlocked":
				return t("instructions.wait-until-unlocked", {
					until: time(obstacle?.kind === "locked" ? obstacle.until : undefined),
				});
			case "try-later":
				return t("instructions.try-later", { tries: triesText(), until: time(tries?.forgottenAt) });
			case "ask-before-trying":
				return t("instructions.ask-before-trying", { tries: triesText(), reference });
			default:
				return t(`instructions.${instruction}`, { reference });
		}
	};

	function triesText(): string {
		const { count = 0, threshold } = tries ?? {};
		return threshold ? t("wrongTriesOf", { count, threshold }) : t("wrongTries", { count });
	}
}

/** What the domain's own rules say about lockouts; no number if they cannot be read. */
function useLockoutText() {
	const t = useTranslations("progress");
	return (rules: WatchView["lockout"]): string | undefined => {
		const { threshold, durationMs } = rules ?? {};
		if (threshold === 0) return undefined;
		if (!threshold || durationMs === undefined) return t("lockout.unknown");
		if (durationMs === "until-unlocked") return t("lockout.untilUnlocked", { tries: threshold });
		const minutes = t("minutes", { minutes: Math.ceil(durationMs / 60_000) });
		return t("lockout.forTime", { tries: threshold, minutes });
	};
}
