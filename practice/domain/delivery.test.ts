import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Delivery } from "./delivery.ts";
import { person } from "./example-people.ts";

const START = new Date("2026-11-22T10:00:00Z");
const inSeconds = (seconds: number) => new Date(START.getTime() + seconds * 1000);
const dana = person(1);

function start() {
	const landed: string[] = [];
	const note = (line: string) =>
		landed.push(`${line} at ${(Date.now() - START.getTime()) / 1000} s`);
	const domain = {
		setKeys: vi.fn(async (at: string, who: typeof dana, password: string) => {
			note(`${at} ${who.samAccountName} ${password}`);
		}),
		requireChange: vi.fn(async (at: string, id: string) => {
			note(`${at} ${id === dana.id ? dana.samAccountName : id} must change`);
		}),
	};
	return { landed, domain, delivery: new Delivery(domain) };
}

const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);

beforeEach(() => {
	vi.useFakeTimers({ now: START });
});
afterEach(() => {
	vi.useRealTimers();
});

describe("a delivery", () => {
	test("lands on dc1 after 45 seconds and on dc2 after 53", async () => {
		const { landed, delivery } = start();
		delivery.changed(dana, "first");
		await seconds(44);
		expect(landed).toEqual([]);
		await seconds(60);
		expect(landed).toEqual(["dc1 person1 first at 45 s", "dc2 person1 first at 53 s"]);
		expect(delivery.pending()).toEqual([]);
	});

	test("is superseded by a second change where it has not landed", async () => {
		const { landed, delivery } = start();
		delivery.changed(dana, "first");
		await seconds(50);
		delivery.changed(dana, "second");
		await seconds(120);
		expect(landed).toEqual([
			"dc1 person1 first at 45 s",
			"dc1 person1 second at 95 s",
			"dc2 person1 second at 103 s",
		]);
	});

	test("of one person does not affect another's", async () => {
		const { landed, delivery } = start();
		delivery.changed(dana, "first");
		delivery.changed(person(2), "other");
		await seconds(60);
		expect(landed).toHaveLength(4);
	});

	test("that is held lands on command", async () => {
		const { landed, delivery } = start();
		delivery.hold(dana.id);
		delivery.changed(dana, "first");
		await seconds(3600);
		expect(landed).toEqual([]);
		expect(await delivery.deliver(dana.id, "dc2")).toBe(true);
		expect(landed).toEqual(["dc2 person1 first at 3600 s"]);
		expect(await delivery.deliver(dana.id, "dc2")).toBe(false);
		expect(delivery.pending()).toMatchObject([{ controller: "dc1", dueAt: "held" }]);
	});

	test("that landed on command does not land twice", async () => {
		const { landed, delivery } = start();
		delivery.changed(dana, "first");
		await delivery.deliver(dana.id, "dc1");
		await seconds(60);
		expect(landed).toEqual(["dc1 person1 first at 0 s", "dc2 person1 first at 53 s"]);
	});

	test("that landed on command does not speed up the next one", async () => {
		const { landed, delivery } = start();
		delivery.changed(dana, "first");
		await delivery.deliver(dana.id, "dc1");
		await seconds(30);
		delivery.changed(dana, "second");
		await seconds(44);
		expect(landed).toEqual(["dc1 person1 first at 0 s"]);
	});

	test("of an expiry requires a change, after the keys still on their way", async () => {
		const { landed, delivery } = start();
		delivery.changed(dana, "first");
		delivery.expired(dana);
		await seconds(53);
		expect(landed).toEqual([
			"dc1 person1 first at 45 s",
			"dc1 person1 must change at 45 s",
			"dc2 person1 first at 53 s",
			"dc2 person1 must change at 53 s",
		]);
	});

	test("of an expiry is superseded by a change", async () => {
		const { landed, delivery } = start();
		delivery.expired(dana);
		delivery.changed(dana, "first");
		await seconds(53);
		expect(landed).toEqual(["dc1 person1 first at 45 s", "dc2 person1 first at 53 s"]);
	});

	test("reports what is on its way, without passwords", () => {
		const { delivery } = start();
		delivery.changed(dana, "hunter2");
		delivery.expired(dana);
		const carries = ["keys", "require-change"];
		expect(delivery.pending()).toEqual([
			{ person: dana, controller: "dc1", carries, dueAt: inSeconds(45), failure: undefined },
			{ person: dana, controller: "dc2", carries, dueAt: inSeconds(53), failure: undefined },
		]);
		expect(JSON.stringify(delivery.pending())).not.toContain("hunter2");
	});

	test("that fails is held with the reason, and can be retried", async () => {
		const { landed, domain, delivery } = start();
		domain.setKeys.mockRejectedValueOnce(new Error("The directory is read-only."));
		delivery.changed(dana, "first");
		await seconds(45);
		expect(delivery.pending()).toMatchObject([
			{ controller: "dc2", dueAt: inSeconds(53), failure: undefined },
			{ controller: "dc1", dueAt: "held", failure: "The directory is read-only." },
		]);
		expect(await delivery.deliver(dana.id, "dc1")).toBe(true);
		expect(landed).toEqual(["dc1 person1 first at 45 s"]);
	});

	test("that is cancelled never lands", async () => {
		const { landed, delivery } = start();
		delivery.changed(dana, "first");
		delivery.stop();
		await seconds(60);
		expect(landed).toEqual([]);
		expect(vi.getTimerCount()).toBe(0);
	});
});
