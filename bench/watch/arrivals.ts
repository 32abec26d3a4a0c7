import { setTimeout as sleep } from "node:timers/promises";
import type { Controller } from "../../practice/domain/stand-in.ts";
import { type Landing, sharedMs } from "./judge.ts";

/** How much later the keys land on the second controller. */
const BETWEEN_MS = { min: 2_000, max: 6_000 };

/** Lands one person's keys on one controller. */
export type Land = (index: number, at: Controller) => Promise<void> | void;

/** Changes that land in the domain at an even pace, on one controller first. */
export type Arrivals = {
	landings: ReadonlyMap<number, Landing>;
	/** Lands the changes of further people for a while; resolves when all have landed on both controllers. */
	arrive(perMinute: number, seconds: number): Promise<void>;
};

/** @param clients how many clients there are; each change belongs to one of them */
export function startArrivals(clients: number, land: Land): Arrivals {
	const landings = new Map<number, Landing>();
	let next = 0;

	async function landBoth(index: number): Promise<void> {
		const [one, other]: Controller[] = index % 2 === 0 ? ["dc1", "dc2"] : ["dc2", "dc1"];
		const landing: Landing = { first: sharedMs(), second: undefined };
		landings.set(index, landing);
		await land(index, one as Controller);
		await sleep(BETWEEN_MS.min + Math.random() * (BETWEEN_MS.max - BETWEEN_MS.min));
		landing.second = sharedMs();
		await land(index, other as Controller);
	}

	return {
		landings,
		async arrive(perMinute, seconds) {
			const until = sharedMs() + seconds * 1000;
			const all: Promise<void>[] = [];
			for (let due = sharedMs(); due < until && next < clients; due += 60_000 / perMinute) {
				await sleep(Math.max(0, due - sharedMs()));
				all.push(landBoth(spread(next++, clients)));
			}
			await Promise.all(all);
		},
	};
}

/** Visits every client once, neighbours far apart in time: the step is a prime that does not divide their number. */
function spread(turn: number, clients: number): number {
	const step = clients % 7919 === 0 ? 7907 : 7919;
	return (turn * step) % clients;
}
