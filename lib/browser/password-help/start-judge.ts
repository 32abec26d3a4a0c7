import type { OwnWords } from "#lib/core/own-words.ts";
import type { PasswordJudgement } from "#lib/core/password-judgement.ts";
import type { ToJudge } from "./judge-worker.ts";

/** The part of a worker that is needed here. */
type JudgeWorker = {
	postMessage(message: ToJudge): void;
	addEventListener(type: "message", listener: (event: { data: PasswordJudgement }) => void): void;
	terminate(): void;
};

type Judge = {
	/** Requests the judgement of the field's current value. */
	judge(password: string): void;
	/** Terminates the worker, and with it everything it received. */
	end(): void;
};

/**
 * Judges only the newest password: while one is being judged at most one waits, and answers about a
 * value that is no longer in the field are dropped.
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
