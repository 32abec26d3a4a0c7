"use client";

import { type RefObject, useEffect, useState } from "react";
import type { OwnWords } from "#lib/core/own-words.ts";
import type { PasswordJudgement } from "#lib/core/password-judgement.ts";
import { startJudge } from "./start-judge.ts";

/** @returns `undefined` where the browser refuses workers: a judgement only advises */
function openWorker(): Worker | undefined {
	try {
		return new Worker(
			/* webpackChunkName: "judge" */ new URL("./judge-worker.ts", import.meta.url),
		);
	} catch {
		return undefined;
	}
}

type Options = {
	own: OwnWords;
	input: RefObject<HTMLInputElement | null>;
	/** While the form is being submitted there is nothing to judge, and no worker. */
	isPaused: boolean;
};

/** The judgement of a field's current value. The password itself is not stored here. */
export function useJudgement({ own, input, isPaused }: Options): PasswordJudgement | undefined {
	const [judgement, setJudgement] = useState<PasswordJudgement>();

	useEffect(() => {
		const field = input.current;
		const worker = !isPaused && field && openWorker();
		if (!worker) return;
		const { judge, end } = startJudge(worker, own, setJudgement);
		const judgeField = () => judge(field.value);
		judgeField();
		field.addEventListener("input", judgeField);
		return () => {
			field.removeEventListener("input", judgeField);
			end();
		};
	}, [own, input, isPaused]);

	return judgement;
}
