import { afterEach, beforeEach } from "vitest";
import { openStore, type Store } from "#lib/server/store/store.ts";
import { makePlace, type TestPlace } from "./place.ts";

type Options = Omit<Parameters<typeof openStore>[0], keyof TestPlace>;

/** The place of the running test's store. */
export let place: TestPlace;
export let store: Store;

/** Gives every test in a file an empty store of its own. */
export function openStoreForEachTest(options: Options = {}): void {
	beforeEach(async () => {
		place = await makePlace();
		store = await openStore({ ...place, ...options });
	});
	afterEach(async () => {
		await store.close();
		await place.remove();
	});
}

/** Opens the test's store again, as a restarted portal does. */
export async function restart(options: Options = {}): Promise<void> {
	await store.close();
	store = await openStore({ ...place, ...options });
}
