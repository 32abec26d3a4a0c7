import type { AccountBlock } from "./account-block.ts";
import {
	type ControllerReadiness,
	type ControllerRecord,
	controllerReadiness,
} from "./controller-record.ts";

/** After this long a wait is told to the helpdesk. Twice the longest time that Microsoft names. */
export const LATE_AFTER_MS = 60 * 60_000;

/** What stands between new keys and a sign-in. */
export type Obstacle = AccountBlock | { kind: "one-kind"; present: "ntlm" | "kerberos" };

/**
 * The state of one change. `open` is a watch whose change the portal has not been told of, and of
 * which no controller shows a trace.
 */
export type ReadinessState =
	| "open"
	| "waiting"
	| "arriving"
	| "usable"
	| "blocked"
	| "unconfirmed"
	| "late";

export type Readiness = {
	state: ReadinessState;
	controllers: ControllerReadiness[];
	/** Why the state is `blocked`; or, while keys are on their way, what will stand in the way. */
	obstacle: Obstacle | undefined;
	/** When every controller was first seen with the new keys and the account free. */
	usableAt: Date | undefined;
};

export type Change = {
	/** Entra's `lastPasswordChangeDateTime` after the change; `undefined` while none was reported. */
	changedAt: Date | undefined;
	/** Since when the change counts as usable, as the previous readiness said. */
	usableAt: Date | undefined;
};

/**
 * Says, on evidence only, how far a change has come in the managed domain. Pure: no I/O, no clock.
 *
 * `usable` is first said when every controller, read now, holds the new keys and the account is free.
 * From then on a controller that stops answering does not take it back, since keys do not vanish with
 * a reboot; a controller that answers otherwise does.
 */
export function readiness(change: Change, records: ControllerRecord[], now: Date): Readiness {
	const controllers = records.map((r) => controllerReadiness(r, change.changedAt, now));
	const state = stateOf(change, controllers, now);
	const obstacle = obstacleOf(controllers);
	const usableAt = state === "usable" ? (change.usableAt ?? now) : undefined;
	return { state, controllers, obstacle, usableAt };
}

function stateOf(change: Change, controllers: ControllerReadiness[], now: Date): ReadinessState {
	const answering = controllers.filter((c) => c.keys.kind !== "unread");
	const arrived = answering.filter((c) => c.keys.kind !== "old");
	const wasUsable = change.usableAt !== undefined;
	if (!change.changedAt && !wasUsable && arrived.length === 0) return "open";
	if (answering.length === 0) return wasUsable ? "usable" : "unconfirmed";
	if (
		arrived.length === answering.length &&
		(wasUsable || answering.length === controllers.length)
	) {
		return obstacleOf(controllers) ? "blocked" : "usable";
	}
	if (change.changedAt && now.getTime() - change.changedAt.getTime() > LATE_AFTER_MS) return "late";
	return arrived.length > 0 ? "arriving" : "waiting";
}

const GRAVITY = ["disabled", "locked", "must-change", "password-expired", "one-kind"];

/** The gravest obstacle of any controller that answers. */
function obstacleOf(controllers: ControllerReadiness[]): Obstacle | undefined {
	return controllers
		.flatMap(obstaclesAt)
		.sort((a, b) => GRAVITY.indexOf(a.kind) - GRAVITY.indexOf(b.kind))[0];
}

/** Where the keys are still the old ones, an expired or must-change password is what the new keys mend. */
function obstaclesAt({ keys, block }: ControllerReadiness): Obstacle[] {
	const isMendedByNewKeys = block?.kind === "must-change" || block?.kind === "password-expired";
	if (keys.kind === "old" && isMendedByNewKeys) return [];
	return [...(block ? [block] : []), ...(keys.kind === "one-kind" ? [keys] : [])];
}
