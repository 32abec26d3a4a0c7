import type { UnreadReason } from "#lib/core/readiness/observation.ts";
import type { AccountTrace } from "#lib/directory/account-trace.ts";
import type { Reading } from "./follow-account.ts";

/** What `--watch` reports, each about one controller. */
export type Followed = { controller: string; seenAt: Date } & (
	| ({ controllerTime: Date | undefined } & AccountChange)
	/** It cannot be read; reported once for each new reason. */
	| { kind: "unread"; reason: UnreadReason }
	| { kind: "readable" }
);

/** The difference between a controller's reading and its previous one. */
export type AccountChange =
	/** The first reading, or the account appeared: all its values. `undefined`: it is absent. */
	| { kind: "read"; values: Readonly<Record<string, string>> | undefined }
	| { kind: "gone" }
	/** An attribute; `undefined`: not set. */
	| { kind: "moved"; attribute: string; from: string | undefined; to: string | undefined };

type Values = AccountTrace["values"];

/** Receives one controller's readings, and reports what differs from the one before. */
export function changesReported(report: (followed: Followed) => void): (reading: Reading) => void {
	let before: Values | "unknown" = "unknown";
	let failure: UnreadReason | undefined;
	return (reading) => {
		const { controller, at: seenAt } = reading;
		if (!reading.ok) {
			const { reason } = reading;
			if (reason !== failure) report({ kind: "unread", controller, seenAt, reason });
			failure = reason;
			return;
		}
		if (failure) report({ kind: "readable", controller, seenAt });
		failure = undefined;
		const { controllerTime, values } = reading;
		for (const change of accountChanges(before, values)) {
			report({ controller, seenAt, controllerTime, ...change });
		}
		before = values;
	};
}

/**
 * Compares two readings of one controller.
 *
 * @param before `undefined`: the account was absent; `"unknown"`: nothing was read before
 */
export function accountChanges(before: Values | "unknown", now: Values): AccountChange[] {
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
