"use client";

import { useEffect, useState } from "react";
import { useThrow } from "#lib/browser/use-throw.ts";

/**
 * Reads something, and again whenever `read` is another function or `again` is called; an answer that comes
 * after that, or once the page is left, is dropped. What `read` throws is a bug, and is shown.
 *
 * @param read is told by `signal` that its answer is no longer wanted
 * @returns what was read last, `undefined` before that, and whether it is read again
 */
export function useRead<T>(read: (signal: AbortSignal) => Promise<T>): {
	result: T | undefined;
	isReading: boolean;
	again(): void;
} {
	const toBoundary = useThrow();
	const [attempt, setAttempt] = useState(0);
	const [last, setLast] = useState<{ result: T; read: unknown; attempt: number }>();
	useEffect(() => {
		const stop = new AbortController();
		read(stop.signal).then((result) => {
			if (!stop.signal.aborted) setLast({ result, read, attempt });
		}, toBoundary);
		return () => stop.abort();
	}, [read, attempt, toBoundary]);
	return {
		result: last?.result,
		isReading: last?.read !== read || last.attempt !== attempt,
		again: () => setAttempt((n) => n + 1),
	};
}
