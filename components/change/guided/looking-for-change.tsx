"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import { FailureWithNextStep } from "#components/failure/failure-with-next-step.tsx";
import { LazyProgress } from "#components/progress/lazy-progress.tsx";
import { Button } from "#components/ui/button.tsx";
import { useInstantFormat } from "#components/ui/instant.tsx";
import { Notice } from "#components/ui/notice.tsx";
import {
	type ElsewhereState,
	useChangeElsewhere,
} from "#lib/browser/change/use-change-elsewhere.ts";
import type { Me } from "#lib/entra/graph/read-me.ts";
import { useTranslations } from "#lib/text/client.tsx";

/**
 * Follows a change made elsewhere, and continues to Progress when Entra reports it.
 *
 * @param asks whether to ask the person if a password that was set is theirs
 */
export function useFollowing(me: Me, asks = false) {
	const router = useRouter();
	const onChanged = useCallback(() => router.push("/progress"), [router]);
	const { state, begin, lookNow } = useChangeElsewhere(me, onChanged, asks);
	return {
		state,
		lookNow,
		lastChangeAt: me.lastPasswordChangeAt,
		begin() {
			router.prefetch("/progress");
			LazyProgress.preload();
			void begin();
		},
	};
}

type Props = { following: ReturnType<typeof useFollowing> };

/** Starts to follow it, if nothing else does. */
export function BeginButton({ following: { state, begin } }: Props) {
	const t = useTranslations("ways.looking");
	return state.status === "not-begun" && <Button onClick={begin}>{t("begin")}</Button>;
}

/** The state of a change made elsewhere. Only state changes are announced. */
export function LookingForChange({ following }: Props) {
	const { state, begin, lookNow, lastChangeAt } = following;
	const t = useTranslations("ways.looking");
	const format = useInstantFormat();
	// Consecutive polls are the same state, and are not announced again.
	const isLooking = state.status === "looking" || state.status === "beginning";
	const box = useRef<HTMLDivElement>(null);
	const isBeginning = state.status === "beginning";
	// The button that started it may be gone, and the focus with it.
	useEffect(() => {
		if (isBeginning && document.activeElement === document.body) box.current?.focus();
	}, [isBeginning]);
	return (
		<div ref={box} tabIndex={-1} role="status">
			{isLooking && (
				<Notice heading={t("heading")}>
					<p className="mb-4">{t("lead")}</p>
					{lastChangeAt && <p className="mb-4">{t("last", { when: format(lastChangeAt) })}</p>}
					{state.status === "looking" && <LookNow state={state} onLookNow={lookNow} />}
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
				<FailureWithNextStep failure={state.failure} again={begin} returnTo="/change-password">
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

/** For people who do not want to wait for the next poll: the button, and its result. */
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
