import type { AccountBlock } from "../readiness/account-block.ts";
import { LATE_AFTER_MS, type Obstacle } from "../readiness/readiness.ts";
import type { LookedUp } from "./looked-up.ts";
import { type EntraFacts, type Standing, standing } from "./standing.ts";

/** What an agent tells a person on the phone; each kind has a sentence to read out in every catalogue. */
export type PersonAdvice =
	| { kind: "cannot-external" | "cannot-disabled" | "has-to-change" | "no-password" }
	/** The change has not reached every controller. */
	| { kind: "waiting" | "late"; since: Date; arrived: number; total: number }
	/** `evidence`: seen by a watch, or only by the time of the keys. */
	| { kind: "usable"; since: Date; evidence: "watch" | "time"; isEverywhere: boolean }
	| { kind: "locked"; until: Date | undefined }
	| { kind: "disabled" | "must-change" | "password-expired" | "other-obstacle" }
	| { kind: "unconfirmed" | "not-watched" | "unread" | "no-date" };

/**
 * Finds what to tell a person now. A watch has seen the change itself, so it is believed before dates and
 * times; but a lockout is true at once, whoever has seen what.
 */
export function personAdvice(entra: EntraFacts, held: LookedUp, now: Date): PersonAdvice {
	const found = standing(entra, held.account);
	if (found.kind === "cannot" || found.kind === "blocked") return fromStanding(found, now);
	return fromWatch(held) ?? fromStanding(found, now);
}

function fromWatch({ watch }: LookedUp): PersonAdvice | undefined {
	if (!watch) return undefined;
	const { state, changedAt, usableAt, stateSince, controllers, obstacle } = watch.view;
	const since = changedAt ?? stateSince;
	const arrived = controllers.filter((c) => c.keys.kind === "new").length;
	switch (state) {
		case "waiting":
		case "arriving":
			return { kind: "waiting", since, arrived, total: controllers.length };
		case "late":
			return { kind: "late", since, arrived, total: controllers.length };
		case "usable":
			return {
				kind: "usable",
				since: usableAt ?? since,
				evidence: "watch",
				isEverywhere: arrived === controllers.length,
			};
		case "blocked":
			return obstacle ? fromObstacle(obstacle) : { kind: "other-obstacle" };
		case "unconfirmed":
			return { kind: "unconfirmed" };
		// Nobody knows yet whether it was changed: what the domain holds says more.
		default:
			return undefined;
	}
}

function fromStanding(found: Standing, now: Date): PersonAdvice {
	switch (found.kind) {
		case "cannot":
			return { kind: `cannot-${found.because}` };
		case "has-to-change":
			return { kind: found.because === "absent" ? "has-to-change" : "no-password" };
		case "waiting": {
			const { since, arrived, total } = found;
			const isLate = now.getTime() - since.getTime() > LATE_AFTER_MS;
			return { kind: isLate ? "late" : "waiting", since, arrived, total };
		}
		case "usable":
			return {
				kind: "usable",
				since: found.since,
				evidence: "time",
				isEverywhere: found.isEverywhere,
			};
		case "blocked":
			return fromBlock(found.block);
		case "unknown":
			return { kind: found.because };
	}
}

function fromObstacle(obstacle: Obstacle): PersonAdvice {
	switch (obstacle.kind) {
		case "locked":
		case "disabled":
		case "must-change":
		case "password-expired":
			return fromBlock(obstacle);
		default:
			return { kind: "other-obstacle" };
	}
}

function fromBlock(block: AccountBlock): PersonAdvice {
	switch (block.kind) {
		case "locked":
			return { kind: "locked", until: block.until };
		case "disabled":
		case "must-change":
		case "password-expired":
			return { kind: block.kind };
		default:
			return { kind: "other-obstacle" };
	}
}
