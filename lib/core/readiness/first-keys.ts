import { firstKeysHabit, type Habits } from "./habits.ts";
import { compareVersions, type Keys, newestWrite } from "./keys.ts";
import type { ControllerLedger, SettledKeys } from "./ledger.ts";

/** First keys that stood for so long are taken for the final ones. */
const SETTLED_AFTER_MS = 3 * 60_000;

/**
 * Until when the keys of an account that was just made may still be replaced by its final ones, by the
 * portal's clock; `undefined`: they are final.
 */
export function settlesAt(
	{ keys, evidence, seenAt }: SettledKeys,
	{ latest, holdings }: ControllerLedger,
	{ habits, now }: { habits: Habits; now: Date },
): Date | undefined {
	if (evidence.rule !== "account-arrived") return undefined;
	if (firstKeysHabit(habits) === "final" || haveMovedOn(holdings, keys)) return undefined;
	const clock = latest.kind === "unread" ? undefined : latest.source?.clock;
	const written = newestWrite(keys);
	const stoodMs = Math.max(
		now.getTime() - seenAt.getTime(),
		clock && written ? clock.getTime() - written.getTime() : 0,
	);
	if (stoodMs >= SETTLED_AFTER_MS) return undefined;
	return new Date(now.getTime() + SETTLED_AFTER_MS - stoodMs);
}

function haveMovedOn(holdings: ControllerLedger["holdings"], keys: Keys): boolean {
	const version = keys.keyWrites?.unicodePwd?.version ?? keys.keyVersion;
	if (version !== undefined && version >= 2) return true;
	return holdings.some(
		(before) =>
			before.keys !== "absent" &&
			before.keys.objectGuid === keys.objectGuid &&
			compareVersions(before.keys, keys) === "up",
	);
}
