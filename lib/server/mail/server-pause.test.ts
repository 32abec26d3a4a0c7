import { expect, test } from "vitest";
import { createLog } from "#lib/log.ts";
import { createServerPause } from "./outbox.ts";

test("a mail server is paused for longer each time, by a monotonic clock", () => {
	let elapsedMs = 5_000;
	const pause = createServerPause(
		createLog(() => undefined),
		() => elapsedMs,
	);
	expect(pause.isOver()).toBe(true);
	const lengths = Array.from({ length: 3 }, () => {
		const began = elapsedMs;
		pause.begin("421 away");
		while (!pause.isOver()) elapsedMs += 1_000;
		return elapsedMs - began;
	});
	expect(lengths).toEqual([1, 5, 15].map((minutes) => minutes * 60_000));
	pause.begin("421 away");
	pause.reset();
	expect(pause.isOver()).toBe(true);
});
