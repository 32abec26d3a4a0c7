import { type Failure, type Result, thrownFailure } from "#lib/core/failure.ts";

/** Runs an action and returns every outcome as a value: exceptions are translated. */
export async function settled<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
	try {
		return await work();
	} catch (error) {
		return { ok: false, failure: reported(error) };
	}
}

/** Translates an exception; a bug of ours is also reported to the console like an uncaught error. */
export function reported(error: unknown): Failure {
	const failure = thrownFailure(error);
	if (failure.code === "mistake") globalThis.reportError?.(error);
	return failure;
}
