/**
 * Runs in a web worker, so that typing never waits for it. Passwords arrive by message, stay in
 * this memory and end with it; the policy of the worker's file forbids all connections
 * (`content-security-policy.ts`).
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
