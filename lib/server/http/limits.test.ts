import { expect, test, vi } from "vitest";
import { createLimits } from "./limits.ts";

test("a refused caller gets the limit and Retry-After, and the refusal is counted", async () => {
	const onHit = vi.fn();
	const limits = createLimits(onHit);
	expect(await limits.take("links", "sam", 60)).toBeUndefined();
	expect(onHit).not.toHaveBeenCalled();
	expect(await limits.take("links", "sam")).toEqual({
		ok: false,
		code: "too-many-requests",
		detail: "At most 60 in 1 minute, 500 in 1 day: creating, changing and ending links.",
		headers: { "Retry-After": "60" },
	});
	expect(onHit.mock.calls).toEqual([["links"]]);
	expect(await limits.take("links", "alex")).toBeUndefined();
	expect(await limits.take("tickets", "sam")).toBeUndefined();
});

test("only a few calls run concurrently, and the next once one of them ends", () => {
	const onHit = vi.fn();
	const limits = createLimits(onHit);
	const enter = (who: string) => limits.enter("audit", who);
	const [first, second, third] = [enter("sam"), enter("sam"), enter("sam")];
	expect(third).toMatchObject({ code: "too-many-requests", headers: { "Retry-After": "1" } });
	expect(onHit.mock.calls).toEqual([["audit"]]);
	expect(enter("alex")).toBeTypeOf("function");
	if (typeof first !== "function" || typeof second !== "function") throw new Error("refused");
	first();
	expect(enter("sam")).toBeTypeOf("function");
	expect(enter("sam")).toMatchObject({ code: "too-many-requests" });
});

test("without a limit any number of calls runs concurrently", () => {
	const limits = createLimits();
	for (let n = 0; n < 1_000; n++) expect(limits.enter("ownReads", "dana")).toBeTypeOf("function");
});
