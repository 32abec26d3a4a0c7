import { expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { show } from "#components/test-support/show.tsx";
import { later } from "./later.tsx";

test("a part that could not be loaded ahead is loaded when it is needed", async () => {
	let isOnline = false;
	const Part = later(async () => {
		if (!isOnline) throw new TypeError("Failed to fetch");
		return () => <p>Progress</p>;
	});
	vi.useFakeTimers();
	Part.preload();
	await vi.advanceTimersByTimeAsync(2 * 60_000);
	vi.useRealTimers();
	isOnline = true;
	await show(<Part />);
	await expect.element(page.getByText("Progress")).toBeVisible();
});
