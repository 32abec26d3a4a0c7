"use client";

import { useCallback, useEffect, useState } from "react";
import type { Result } from "#lib/core/failure.ts";
import { settled } from "./settled.ts";

/**
 * Reads a value, and again whenever `read` changes or `again` is called; answers that are outdated,
 * or arrive after unmounting, are dropped. The last value stays until the next one arrives; a
 * failure is cleared at once. An exception of `read` is a failure, too.
 *
 * @param read its `signal` aborts when the answer is no longer wanted
 * @returns the last value; `undefined` while there is none
 */
export function useRead<T>(read: (signal: AbortSignal) => Promise<Result<T>>): {
	result: Result<T> | undefined;
	again(): void;
} {
	const [attempt, setAttempt] = useState(0);
	const [result, setResult] = useState<Result<T>>();
	// biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt reads again
	useEffect(() => {
		const stop = new AbortController();
		settled(() => read(stop.signal)).then((answer) => {
			if (!stop.signal.aborted) setResult(answer);
		});
		return () => stop.abort();
	}, [read, attempt]);
	const again = useCallback(() => {
		setResult((before) => (before?.ok ? before : undefined));
		setAttempt((n) => n + 1);
	}, []);
	return { result, again };
}
