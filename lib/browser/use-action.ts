"use client";

import { useRef, useState } from "react";
import type { Failure, Result } from "#lib/core/failure.ts";
import { settled } from "./settled.ts";

/**
 * An action that a press starts, one at a time. However it ends, even by an exception, the next
 * press is accepted again; `failure` says why the last one failed.
 */
export function useAction() {
	const [failure, setFailure] = useState<Failure>();
	const [isBusy, setIsBusy] = useState(false);
	/** State updates come too late for a double click; a ref does not. */
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
