import type { AccountBlock } from "./account-block.ts";
import {
	type ControllerReadiness,
	type ControllerRecord,
	controllerReadiness,
} from "./controller-record.ts";

/** After this long a wait is told to the helpdesk. Twice the longest time that Microsoft names. */
export const LATE_AFTER_MS = 60 * 60_000;

/** What stands between a change and a sign-in. */
export type Obstacle =
	| AccountBlock
	| { kind: "one-kind"; present: "ntlm" | "kerberos" }
	/** New keys are everywhere, but they may be those of the change before this one. */
	| { kind: "earlier-change" }
	/** The domain was made after the change, so the change's keys never reached it. */
	| { kind: "domain-rebuilt"; at: Date }
	/** Later changes of others have arrived long ago, and this account is still nowhere. */
	| { kind: "not-in-scope" };

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
	/** The latest change of anybody in this domain that has become usable. */
	othersArrivedAt?: Date | undefined;
};

/**
 * Says, on evidence only, how far a change has come in the managed domain. Pure: no I/O, no clock.
 *
 * `usable` is first said when every controller, read now, holds the new keys and the account is free.
 * From then on a controller that stops answering does not take it back, since keys do not vanish with
 * a reboot; a controller that answers otherwise does.
 */
export function readiness(change: Change, records: ControllerRecord[], now: Date): Readiness {
	const controllers = records.map((r) => controllerReadiness(r, change.changedAt));
	const state = stateOf(change, controllers, now);
	const obstacle = obstacleOf(change, records, controllers);
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
		if (controllers.some(isDoubtful)) return "unconfirmed";
		return controllers.some((c) => obstaclesAt(c).length > 0) ? "blocked" : "usable";
	}
	if (change.changedAt && now.getTime() - change.changedAt.getTime() > LATE_AFTER_MS) return "late";
	return arrived.length > 0 ? "arriving" : "waiting";
}

const GRAVITY: Obstacle["kind"][] = [
	"disabled",
	"locked",
	"must-change",
	"password-expired",
	"one-kind",
	"earlier-change",
	"domain-rebuilt",
	"not-in-scope",
];

/** The gravest obstacle that any controller that answers shows, or all of them together. */
function obstacleOf(
	change: Change,
	records: ControllerRecord[],
	controllers: ControllerReadiness[],
): Obstacle | undefined {
	const rebuilt = rebuiltAt(change, records);
	const obstacles: Obstacle[] = [
		...controllers.flatMap(obstaclesAt),
		...(rebuilt ? [{ kind: "domain-rebuilt" as const, at: rebuilt }] : []),
		...(isOutOfScope(change, records) ? [{ kind: "not-in-scope" as const }] : []),
	];
	return obstacles.sort((a, b) => GRAVITY.indexOf(a.kind) - GRAVITY.indexOf(b.kind))[0];
}

/** Where the keys are still the old ones, an expired or must-change password is what the new keys mend. */
function obstaclesAt(controller: ControllerReadiness): Obstacle[] {
	const { keys, block } = controller;
	const isMendedByNewKeys = block?.kind === "must-change" || block?.kind === "password-expired";
	if (keys.kind === "old" && isMendedByNewKeys) return [];
	return [
		...(block ? [block] : []),
		...(keys.kind === "one-kind" ? [keys] : []),
		...(isDoubtful(controller) ? [{ kind: "earlier-change" as const }] : []),
	];
}

function isDoubtful({ keys }: ControllerReadiness): boolean {
	return keys.kind === "new" && keys.doubt !== undefined;
}

/** "If you delete the managed domain, any password hashes stored at that point are also deleted." */
function rebuiltAt({ changedAt }: Change, records: ControllerRecord[]): Date | undefined {
	return records.find((r) => changedAt && r.domainMadeAt && r.domainMadeAt > changedAt)
		?.domainMadeAt;
}

/** After this long without an account, while later changes of others came through. */
export const OUT_OF_SCOPE_AFTER_MS = 30 * 60_000;

function isOutOfScope(
	{ changedAt, othersArrivedAt }: Change,
	records: ControllerRecord[],
): boolean {
	if (!changedAt || !othersArrivedAt || records.length === 0) return false;
	const isOvertaken = othersArrivedAt.getTime() - changedAt.getTime() > OUT_OF_SCOPE_AFTER_MS;
	return isOvertaken && records.every((r) => r.latest.kind === "absent");
}
