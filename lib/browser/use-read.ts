"use client";

import { useCallback, useEffect, useState } from "react";
import type { Result } from "#lib/core/failure.ts";
import { settled } from "./settled.ts";

/**
 * Reads something, and again whenever `read` is another function or `again` is called; an answer that comes
 * after that, or once the page is left, is dropped. What was read stays until the next is there; a failure goes
 * at once. What `read` throws is a failure, too.
 *
 * @param read is told by `signal` that its answer is no longer wanted
 * @returns what was read last; `undefined` while nothing is there
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
