import type { OwnWords } from "#lib/core/own-words.ts";
import type { PasswordJudgement } from "#lib/core/password-judgement.ts";
import type { ToJudge } from "./judge-worker.ts";

/** As much of a worker as is needed here. */
type JudgeWorker = {
	postMessage(message: ToJudge): void;
	addEventListener(type: "message", listener: (event: { data: PasswordJudgement }) => void): void;
	terminate(): void;
};

type Judge = {
	/** Asks for the judgement of what stands in the field now. */
	judge(password: string): void;
	/** Ends the worker, and with it everything that it was told. */
	end(): void;
};

/**
 * Judges the newest password only: while one is judged, at most one other waits, and an answer that is
 * no longer about what stands in the field is not given.
 */
export function startJudge(
	worker: JudgeWorker,
	own: OwnWords,
	onJudgement: (judgement: PasswordJudgement) => void,
): Judge {
	let isBusy = false;
	let waiting: string | undefined;
	let hasEnded = false;

	function send(password: string) {
		isBusy = true;
		waiting = undefined;
		worker.postMessage({ password });
	}

	worker.addEventListener("message", ({ data }) => {
		isBusy = false;
		if (hasEnded) return;
		if (waiting === undefined) onJudgement(data);
		else send(waiting);
	});
	worker.postMessage({ own });
	return {
		judge(password) {
			if (isBusy) waiting = password;
			else send(password);
		},
		end() {
			hasEnded = true;
			waiting = undefined;
			worker.terminate();
		},
	};
}
