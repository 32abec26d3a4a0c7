import { expect, test } from "vitest";
import { readCandidate } from "./read-candidate.ts";

test.each([
	[400, "unreadable"],
	[401, "unauthorised"],
	[403, "refused"],
	[404, "gone"],
	[429, "throttled"],
	[500, "no-answer"],
	[504, "no-answer"],
])("%d for one person means %s", (status, kind) => {
	const answer = { kind: "answer", status, body: {}, headers: new Headers() } as const;
	expect(readCandidate(answer)).toEqual({ kind });
});
