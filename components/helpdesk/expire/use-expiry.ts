"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { ExpiryRun, RunView } from "#lib/browser/helpdesk/expire/expiry-run.ts";
import {
	discardStoredRuns,
	expire,
	readStoredRun,
	type SessionEnd,
	type Start,
	type StoredRun,
} from "#lib/browser/helpdesk/expire/expiry-session.ts";
import { reported } from "#lib/browser/settled.ts";
import { isSettled } from "#lib/core/cohort/expiry-row.ts";
import type { SignIn } from "#lib/entra/sign-in/sign-in.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";

export type ExpiryStage =
	| { kind: "loading" }
	/** No run yet. `end`: why the last attempt did not start. */
	| { kind: "none"; end: SessionEnd | undefined }
	| { kind: "starting" }
	| { kind: "running"; view: RunView; isPausing: boolean }
	/** `end` is undefined for a run found in this browser. */
	| { kind: "stopped"; stored: StoredRun; isUnfinished: boolean; end: SessionEnd | undefined };

export type Expiry = {
	stage: ExpiryStage;
	start(start: Start): void;
	pause(): void;
	discard(): void;
};

/** The agent's run in this browser: found again after a reload, started, paused, resumed, discarded. */
export function useExpiry(): Expiry {
	const signIn = useSignIn();
	const [stage, setStage] = useState<ExpiryStage>({ kind: "loading" });
	const running = useRef<ExpiryRun>(undefined);
	const isBusy = useRef(false);
	/** A run that starts while the agent leaves the page must not continue in the background. */
	const hasLeft = useRef(false);

	useEffect(() => {
		let isCurrent = true;
		hasLeft.current = false;
		void found(signIn, undefined).then((now) => isCurrent && !isBusy.current && setStage(now));
		return () => {
			isCurrent = false;
			hasLeft.current = true;
			// Navigating to another page of the portal pauses the run; it can be resumed here.
			running.current?.pause();
		};
	}, [signIn]);

	const start = useCallback(
		async (what: Start) => {
			if (isBusy.current) return;
			isBusy.current = true;
			setStage({ kind: "starting" });
			const end = await expire(signIn, what, {
				onRun(run) {
					running.current = run;
					if (hasLeft.current) run.pause();
				},
				onView: (view) =>
					setStage((before) => ({
						kind: "running",
						view,
						isPausing: before.kind === "running" && before.isPausing,
					})),
			}).catch(reported);
			running.current = undefined;
			isBusy.current = false;
			setStage(await found(signIn, end));
		},
		[signIn],
	);

	async function discard() {
		if (isBusy.current) return;
		isBusy.current = true;
		const problem = await discardStoredRuns(signIn).catch(reported);
		isBusy.current = false;
		setStage(await found(signIn, problem));
	}

	return {
		stage,
		start: (what) => void start(what),
		pause() {
			setStage((before) => (before.kind === "running" ? { ...before, isPausing: true } : before));
			running.current?.pause();
		},
		discard: () => void discard(),
	};
}

async function found(signIn: SignIn, end: SessionEnd | undefined): Promise<ExpiryStage> {
	const stored = await readStoredRun(signIn);
	if (!stored) return { kind: "none", end };
	const isUnfinished = !stored.run.isEnded || stored.rows.some(({ state }) => !isSettled(state));
	return { kind: "stopped", stored, isUnfinished, end };
}
