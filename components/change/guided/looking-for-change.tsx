"use client";

import { useEffect, useRef, useState } from "react";
import { FailureWithNextStep } from "#components/failure/failure-with-next-step.tsx";
import { Button } from "#components/ui/button.tsx";
import { useInstantFormat } from "#components/ui/instant.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { ElsewhereState } from "#lib/browser/change/use-change-elsewhere.ts";
import { useTranslations } from "#lib/text/client.tsx";

type Props = {
	state: ElsewhereState;
	lastChangeAt: Date | undefined;
	onLookNow: () => void;
	onBegin: () => void;
};

/** What the page knows about a change made elsewhere. Only state changes are announced. */
export function LookingForChange({ state, lastChangeAt, onLookNow, onBegin }: Props) {
	const t = useTranslations("ways.looking");
	const format = useInstantFormat();
	// Consecutive looks are the same state, and are not announced again.
	const isLooking = state.status === "looking" || state.status === "beginning";
	const box = useRef<HTMLDivElement>(null);
	const isBeginning = state.status === "beginning";
	// The button that began it may be gone, and the focus with it.
	useEffect(() => {
		if (isBeginning && document.activeElement === document.body) box.current?.focus();
	}, [isBeginning]);
	return (
		<div ref={box} tabIndex={-1} role="status">
			{isLooking && (
				<Notice heading={t("heading")}>
					<p className="mb-4">{t("lead")}</p>
					{lastChangeAt && <p className="mb-4">{t("last", { when: format(lastChangeAt) })}</p>}
					{state.status === "looking" && <LookNow state={state} onLookNow={onLookNow} />}
				</Notice>
			)}
			{state.status === "found" && (
				<Notice heading={t("foundHeading", { when: format(state.at) })}>
					<p className="mb-4">{t("found")}</p>
					<p className="flex flex-wrap gap-4">
						<Button onClick={() => state.answer(true)}>{t("foundOwn")}</Button>
						<Button look="secondary" onClick={() => state.answer(false)}>
							{t("foundOther")}
						</Button>
					</p>
				</Notice>
			)}
			{state.status === "failed" && (
				<FailureWithNextStep failure={state.failure} again={onBegin} returnTo="/change-password">
					<p className="mt-4">{t("notFollowed")}</p>
				</FailureWithNextStep>
			)}
		</div>
	);
}

type LookNowProps = {
	state: Extract<ElsewhereState, { status: "looking" }>;
	onLookNow: () => void;
};

/** For people who do not want to wait for the next look: the button, and its result. */
function LookNow({ state, onLookNow }: LookNowProps) {
	const t = useTranslations("ways.looking");
	const [askedAfter, setAskedAfter] = useState<number>();
	const isAnswered = askedAfter !== undefined && state.looks > askedAfter;
	function ask() {
		setAskedAfter(state.looks);
		onLookNow();
	}
	return (
		<>
			{state.look && state.look !== "unchanged" && <p className="mb-4">{t("noAnswer")}</p>}
			{isAnswered && state.look === "unchanged" && <p className="mb-4">{t("notYet")}</p>}
			<Button look="secondary" onClick={ask}>
				{t("lookNow")}
			</Button>
		</>
	);
}
