"use client";

import { useRef, useState } from "react";
import type { Failure, Result } from "#lib/core/failure.ts";
import { settled } from "./settled.ts";

/**
 * Something that a press begins, once at a time. However it ends, also by a throw, the next press is taken again;
 * `failure` says why the last one came to nothing.
 */
export function useAction() {
	const [failure, setFailure] = useState<Failure>();
	const [isBusy, setIsBusy] = useState(false);
	/** State comes too late for a double click; this does not. */
	const isRunning = useRef(false);

	async function act<T>(work: () => Promise<Result<T>>): Promise<Result<T> | undefined> {
		if (isRunning.current) return undefined;
		isRunning.current = true;
		setFailure(undefined);
		setIsBusy(true);
		const result = await settled(work);
		isRunning.current = false;
		setIsBusy(false);
		if (!result.ok) setFailure(result.failure);
		return result;
	}

	return { act, failure, isBusy };
}
