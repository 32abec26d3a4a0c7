import { afterEach, expect, test, vi } from "vitest";
import { emptyLedger } from "#lib/core/readiness/ledger.ts";
import { openWatch, type Watch } from "#lib/core/watch/watch.ts";
import { createLog } from "#lib/log.ts";
import { HeldElsewhere } from "#lib/server/store/holders.ts";
import { keepWatchWrites } from "./watch-writes.ts";

const log = createLog(() => undefined);
const watchOf = (id: string) =>
	openWatch(`ticket of ${id}`, { id, userPrincipalName: `${id}@contoso.com` }, { now: new Date() });

afterEach(() => void vi.useRealTimers());

test("after an outage a person now followed by another portal does not hold up the others", async () => {
	vi.useFakeTimers({ toFake: ["performance"] });
	const ada = watchOf("ada");
	const ben = watchOf("ben");
	const late = new HeldElsewhere({ personId: "ada", turn: undefined });
	let isAway = true;
	const written: string[] = [];
	const saveWatch = vi.fn(async ({ person }: Watch) => {
		if (isAway) throw new Error("The database is away.");
		if (person.id === "ada") throw late;
		written.push(person.id);
	});
	const onLate = vi.fn();
	// Both have ended, so that memory no longer has them.
	const memory = {
		latest: () => undefined,
		ledgerOf: (watch: Watch) => emptyLedger(watch.person.id),
		onLate,
	};
	const writes = keepWatchWrites({ saveWatch }, memory, log);
	await expect(writes.write(ada)).rejects.toThrow("away");
	await expect(writes.write(ben)).rejects.toThrow("away");
	isAway = false;
	vi.advanceTimersByTime(20_000);
	await writes.retry();
	expect(written).toEqual(["ben"]);
	expect(onLate).toHaveBeenCalledExactlyOnceWith(late);
	saveWatch.mockClear();
	vi.advanceTimersByTime(20_000);
	await writes.retry();
	expect(saveWatch).not.toHaveBeenCalled();
});
