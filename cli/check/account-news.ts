import type { AccountTrace } from "#lib/directory/account-trace.ts";

/** One attribute of an account that moved on one controller. `undefined`: not there. */
type Movement = { attribute: string; from: string | undefined; to: string | undefined };

/** What a reading of one controller says that the one before did not. */
export type News =
	/** The first reading, or the account has come: all there is. `undefined`: it is absent. */
	| { kind: "read"; values: Readonly<Record<string, string>> | undefined }
	| { kind: "gone" }
	| ({ kind: "moved" } & Movement);

type Values = AccountTrace["values"];

/**
 * Says what is new between two readings of one controller.
 *
 * @param before `undefined`: the account was absent; `"unknown"`: nothing was read before
 */
export function news(before: Values | "unknown", now: Values): News[] {
	if (before === "unknown" || (!before && now)) {
		return [{ kind: "read", values: now && Object.fromEntries(now) }];
	}
	if (before && !now) return [{ kind: "gone" }];
	if (!before || !now) return [];
	const vanished = [...before.keys()].filter((attribute) => !now.has(attribute));
	return [...now.keys(), ...vanished]
		.map((attribute) => ({
			kind: "moved" as const,
			attribute,
			from: before.get(attribute),
			to: now.get(attribute),
		}))
		.filter(({ from, to }) => from !== to);
}
