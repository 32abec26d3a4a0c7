/**
 * Runs in a worker of the page: typing never waits for it. What is typed comes here by message, stays in
 * this memory and ends with it; the policy of the worker's file lets it call nobody (`next.config.js`).
 */
import data from "#lib/browser/password-help/made/strength-data.json";
import type { OwnWords } from "#lib/core/own-words.ts";
import { passwordJudge } from "./judge-password.ts";

export type ToJudge = { own: OwnWords } | { password: string };

let judge: ReturnType<typeof passwordJudge> | undefined;

self.addEventListener("message", ({ data: message }: MessageEvent<ToJudge>) => {
	if ("own" in message) judge = passwordJudge(data, message.own);
	else if (judge) self.postMessage(judge(message.password));
});
