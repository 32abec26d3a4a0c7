import { type Failure, type Result, thrownFailure } from "#lib/core/failure.ts";

/** Runs something whose every end is a value: what it throws is translated. */
export async function settled<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
	try {
		return await work();
	} catch (error) {
		return { ok: false, failure: reported(error) };
	}
}

/** Translates what was thrown; a mistake of ours is also reported to the console, as if nobody had caught it. */
export function reported(error: unknown): Failure {
	const failure = thrownFailure(error);
	if (failure.code === "mistake") globalThis.reportError?.(error);
	return failure;
}
