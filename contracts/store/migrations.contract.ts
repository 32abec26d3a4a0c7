import { expect, test } from "vitest";
import { openStore } from "#lib/server/store/store.ts";
import { openStoreForEachTest, place } from "./own-store.ts";

openStoreForEachTest();

test("a database of a version from before the first release is refused, with what to do", async () => {
	await place.run("update kysely_migration set name = '001-watches'");
	await expect(openStore(place)).rejects.toThrow(
		/Another version of the portal .*\(its migration 001-watches .* start with an empty database/,
	);
	expect(await place.tables()).toContain("watches");
});
