"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { type Failure, thrownFailure } from "#lib/core/failure.ts";
import type { Me } from "#lib/entra/graph/read-me.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import { settled } from "../settled.ts";
import type { ChangeRecord } from "./change-record.ts";
import { beginElsewhere, begunElsewhere, noticeChange } from "./elsewhere.ts";
import { type Look, mustSignInToLook } from "./settle-change.ts";

export type ElsewhereState =
	| { status: "not-begun" }
	| { status: "beginning" }
	/** `looks`: how often Entra was asked. */
	| { status: "looking"; look: Look | undefined; looks: number }
	/** A password was set at this time; the person is asked whether it was them. */
	| { status: "found"; at: Date; answer: (isOwn: boolean) => void }
	/** It could not be started, or needs another sign-in to continue. */
	| { status: "failed"; failure: Failure };

/**
 * Follows a change that a person makes on another page: starts it and polls until Entra reports it,
 * at once whenever this page returns to the foreground.
 *
 * @param onChanged called once, when Entra has reported the change
 * @param asks whether to ask the person if a newly set password is theirs, in organisations where others set some
 */
export function useChangeElsewhere(me: Me, onChanged: () => void, asks: boolean) {
	const signIn = useSignIn();
	const [state, setState] = useState<ElsewhereState>({ status: "not-begun" });
	const [record, setRecord] = useState<ChangeRecord>();
	const wake = useRef<() => void>(() => undefined);

	useEffect(() => setRecord(begunElsewhere(me, new Date())), [me]);
	useEffect(() => {
		if (!record) return;
		const stop = new AbortController();
		let looks = 0;
		setState({ status: "looking", look: undefined, looks });
		const unlisten = listenForFront(() => wake.current());
		const { signal } = stop;
		const ask = (at: Date) =>
			new Promise<boolean>((answer) => setState({ status: "found", at, answer }));
		noticeChange(signIn, record, {
			signal,
			isInFront: () => document.visibilityState === "visible",
			pause: (ms) => pauseUntil(ms, signal, wake),
			isOwn: asks ? ask : async () => true,
			onLook(look) {
				looks += 1;
				const isOver = look !== "unchanged" && mustSignInToLook(look);
				setState(isOver ? failedBy(look) : { status: "looking", look, looks });
			},
		}).then(
			(hasChanged) => hasChanged && onChanged(),
			(error) => setState(failedBy(thrownFailure(error))),
		);
		return () => {
			stop.abort();
			unlisten();
		};
	}, [signIn, record, onChanged, asks]);

	/** A second click must not retake the baseline: the change may have been made by then. */
	const hasBegun = useRef(false);
	const begin = useCallback(async () => {
		if (hasBegun.current) return;
		hasBegun.current = true;
		setState({ status: "beginning" });
		const result = await settled(() => beginElsewhere(signIn, me));
		hasBegun.current = result.ok;
		if (result.ok) setRecord(result.value);
		else setState(failedBy(result.failure));
	}, [signIn, me]);

	return { state, begin, lookNow: () => wake.current() };
}

const failedBy = (failure: Failure): ElsewhereState => ({ status: "failed", failure });

/** A pause that ends early when woken or aborted. */
function pauseUntil(ms: number, signal: AbortSignal, wake: { current: () => void }): Promise<void> {
	return new Promise((resolve) => {
		const end = () => {
			clearTimeout(timer);
			signal.removeEventListener("abort", end);
			resolve();
		};
		const timer = setTimeout(end, ms);
		wake.current = end;
		signal.addEventListener("abort", end);
	});
}

function listenForFront(onFront: () => void): () => void {
	const onVisible = () => document.visibilityState === "visible" && onFront();
	document.addEventListener("visibilitychange", onVisible);
	// Two windows side by side are both visible; then the focus event shows that the person is back.
	window.addEventListener("focus", onFront);
	return () => {
		document.removeEventListener("visibilitychange", onVisible);
		window.removeEventListener("focus", onFront);
	};
}
