import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { partOf } from "#lib/core/part-of.ts";
import type { Controller, ControllerCondition } from "#lib/directory/managed-domain.ts";
import { type FollowedControllers, followControllers } from "./follow-controllers.ts";

const WELL: ControllerCondition = { isReadable: true, isFollowed: true };
const AWAY: ControllerCondition = { isReadable: false, reason: "timeout" };
const DAY_MS = 24 * 60 * 60_000;
const ENDS = new Date(Date.now() + 90 * DAY_MS);

let followed: FollowedControllers | undefined;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
	followed?.stop();
	vi.useRealTimers();
});

/** Controllers that answer as listed; a test may change the list. */
function controllers(...conditions: ControllerCondition[]) {
	const lifetimes = vi.fn(async () => ({
		certificateEnds: ENDS,
		readerPasswordEnds: "never" as const,
	}));
	const all = conditions.map((_, index) =>
		partOf<Controller>({
			id: `dc${index + 1}`,
			condition: async () => conditions[index] ?? AWAY,
			lifetimes,
		}),
	);
	return { all, conditions, lifetimes };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

test.each<[string, ControllerCondition[], string]>([
	["all answer", [WELL, WELL], "ok"],
	["some answer", [WELL, AWAY], "degraded"],
	["none answers", [AWAY, AWAY], "away"],
	["none is found", [], "away"],
])("the domain, when %s", async (_when, conditions, state) => {
	followed = followControllers({ controllers: controllers(...conditions).all });
	await settle();
	expect(followed.state()).toBe(state);
});

test("a controller that was not asked yet has no state", () => {
	followed = followControllers({ controllers: controllers(AWAY).all });
	expect(followed.state()).toBe("ok");
	expect(followed.all()).toEqual([{ id: "dc1", condition: undefined, lifetimes: undefined }]);
});

test("a recovered controller is noticed within 15 seconds", async () => {
	const { all, conditions } = controllers(AWAY);
	followed = followControllers({ controllers: all });
	await settle();
	conditions[0] = WELL;
	await vi.advanceTimersByTimeAsync(15_000);
	expect(followed.state()).toBe("ok");
});

test("expiry dates are read once an hour, and sooner if they could not be read", async () => {
	const { all, lifetimes } = controllers(WELL);
	lifetimes.mockResolvedValueOnce({
		certificateEnds: undefined as never,
		readerPasswordEnds: "never",
	});
	followed = followControllers({ controllers: all });
	await vi.advanceTimersByTimeAsync(5 * 60_000);
	expect(lifetimes).toHaveBeenCalledTimes(2);
	expect(followed.all()[0]?.lifetimes?.certificateEnds).toBe(ENDS);
	await vi.advanceTimersByTimeAsync(59 * 60_000);
	expect(lifetimes).toHaveBeenCalledTimes(2);
	await vi.advanceTimersByTimeAsync(60_000);
	expect(lifetimes).toHaveBeenCalledTimes(3);
});

test.each([
	["soon ends", 10],
	["has ended", -1],
])("a certificate that %s is checked every five minutes for a renewal", async (_, days) => {
	const { all, lifetimes } = controllers(WELL);
	const certificateEnds = new Date(Date.now() + days * DAY_MS);
	lifetimes.mockResolvedValueOnce({ certificateEnds, readerPasswordEnds: "never" });
	followed = followControllers({ controllers: all });
	await settle();
	expect(followed.all()[0]?.lifetimes?.certificateEnds).toBe(certificateEnds);
	await vi.advanceTimersByTimeAsync(5 * 60_000);
	expect(followed.all()[0]?.lifetimes?.certificateEnds).toBe(ENDS);
});
