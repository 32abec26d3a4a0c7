import { expect, test } from "vitest";
import { joinWrites } from "./joined-writes.ts";

function recorded(fails = false) {
	const writes: number[][] = [];
	const join = joinWrites<number>(async (items) => {
		writes.push([...items]);
		if (fails) throw new Error("full");
	}, 5);
	return { join, writes };
}

test("concurrent writes become one write, in their order", async () => {
	const { join, writes } = recorded();
	await Promise.all([join(1), join(2), join(3)]);
	expect(writes).toEqual([[1, 2, 3]]);
});

test("a write resolves only once it is written", async () => {
	const { join, writes } = recorded();
	const done = join(1);
	expect(writes).toEqual([]);
	await done;
	expect(writes).toEqual([[1]]);
});

test("a write that arrives during another one is not lost", async () => {
	const { promise: released, resolve: release } = Promise.withResolvers<void>();
	const writes: number[][] = [];
	const join = joinWrites<number>(async (items) => {
		writes.push([...items]);
		if (writes.length === 1) await released;
	}, 5);
	const first = join(1);
	await expect.poll(() => writes.length).toBe(1);
	const second = join(2);
	release();
	await Promise.all([first, second]);
	expect(writes).toEqual([[1], [2]]);
});

test("a slow write is not overtaken by the next", async () => {
	const order: string[] = [];
	const join = joinWrites<number>(async ([item]) => {
		order.push(`begin ${item}`);
		await new Promise((resolve) => setTimeout(resolve, item === 1 ? 100 : 0));
		order.push(`end ${item}`);
	}, 5);
	const first = join(1);
	await expect.poll(() => order.length).toBe(1);
	await Promise.all([first, join(2)]);
	expect(order).toEqual(["begin 1", "end 1", "begin 2", "end 2"]);
});

test("a failure rejects every joined write, and the next one is tried", async () => {
	const { join, writes } = recorded(true);
	const both = await Promise.allSettled([join(1), join(2)]);
	expect(both.map((one) => one.status)).toEqual(["rejected", "rejected"]);
	await expect(join(3)).rejects.toThrow("full");
	expect(writes).toEqual([[1, 2], [3]]);
});
