import type { AccountView, ControllerAccount } from "../account-view.ts";
import type { Member } from "../cohort/member.ts";
import type { AccountBlock } from "../readiness/account-block.ts";

/** What Entra says of a person, as far as it decides where they are. */
export type EntraFacts = Pick<Member, "isExternal" | "isEnabled" | "lastPasswordChangeAt">;

/**
 * Where a person is, from Entra's date and what the managed domain holds, when no watch was there to
 * see the change itself.
 *
 * `waiting` and `usable` are told by time alone, which is weak: keys that were written at or after
 * Entra's last change. `has-to-change` is never told by the date being old or recent, because making an
 * account sets it too (Microsoft, user resource, `lastPasswordChangeDateTime`).
 */
export type Standing =
	| { kind: "cannot"; because: "external" | "disabled" }
	| { kind: "has-to-change"; because: "absent" | "no-password" }
	| { kind: "waiting"; since: Date; arrived: number; total: number }
	| { kind: "usable"; since: Date; arrived: number; total: number; isEverywhere: boolean }
	| { kind: "blocked"; block: AccountBlock }
	| { kind: "unknown"; because: "not-watched" | "unread" | "no-date" };

/** Domain and Entra are two clocks, and the keys' time is in whole seconds. */
const SAME_TIME_MS = 2 * 60_000;

type Present = Extract<ControllerAccount, { kind: "present" }>;

/** Finds where a person is. `account` is what the controllers hold now. */
export function standing(entra: EntraFacts, account: Pick<AccountView, "controllers">): Standing {
	if (entra.isExternal) return { kind: "cannot", because: "external" };
	if (!entra.isEnabled) return { kind: "cannot", because: "disabled" };
	const { controllers } = account;
	if (controllers.length === 0) return { kind: "unknown", because: "not-watched" };
	const read = controllers.filter((c) => c.kind !== "unread" && c.kind !== "twins");
	if (read.length === 0) return { kind: "unknown", because: "unread" };
	const present = read.filter((c): c is Present => c.kind === "present");
	if (present.length === 0) return { kind: "has-to-change", because: "absent" };
	const block = present.map((c) => c.block).find((b) => b !== undefined);
	if (block) return { kind: "blocked", block };
	return byTime(entra, present, { read: read.length, total: controllers.length });
}

function byTime(
	{ lastPasswordChangeAt }: EntraFacts,
	present: Present[],
	{ read, total }: { read: number; total: number },
): Standing {
	const setAt = present.flatMap((c) => (c.passwordSetAt instanceof Date ? [c.passwordSetAt] : []));
	if (setAt.length === 0) return { kind: "has-to-change", because: "no-password" };
	if (!lastPasswordChangeAt) return { kind: "unknown", because: "no-date" };
	const arrived = setAt.filter(
		(at) => at.getTime() >= lastPasswordChangeAt.getTime() - SAME_TIME_MS,
	);
	const counted = { arrived: arrived.length, total };
	if (arrived.length < read) return { kind: "waiting", since: lastPasswordChangeAt, ...counted };
	const since = new Date(Math.max(...arrived.map((at) => at.getTime())));
	return { kind: "usable", since, ...counted, isEverywhere: read === total };
}
