import { type AccountBlock, accountBlock } from "./account-block.ts";
import { type KeyEvidence, type KeyState, keyState } from "./key-state.ts";
import type { Observation } from "./observation.ts";

/** All that the portal knows of one controller for one watch. Keyed by controller, never by account. */
export type ControllerRecord = {
	/** Its address in the settings: the key, which stays when the controller tells its own name. */
	id: string;
	/** What it is called, e.g. `dc1.aaddscontoso.com`. */
	name: string;
	/** What it held before the change; `undefined` when it could not be asked then. */
	baseline: Observation | undefined;
	latest: Observation;
	/** When the portal first saw the new keys here, and by which evidence. Gone again if the keys go. */
	arrival: { seenAt: Date; evidence: KeyEvidence } | undefined;
};

/** One controller's part of a readiness, as it is shown. */
export type ControllerReadiness = {
	name: string;
	keys: KeyState;
	block: AccountBlock | undefined;
	arrival: ControllerRecord["arrival"];
	readAt: Date;
};

/** Takes a new observation into a controller's record. A controller that cannot be read keeps its arrival. */
export function record(
	before: ControllerRecord,
	latest: Observation,
	changedAt: Date | undefined,
): ControllerRecord {
	const keys = keyState(before.baseline, latest, changedAt);
	if (keys.kind === "unread") return { ...before, latest };
	if (keys.kind !== "new") return { ...before, latest, arrival: undefined };
	const arrival = before.arrival ?? { seenAt: latest.readAt, evidence: keys.evidence };
	return { ...before, latest, arrival };
}

/** Derives what one controller says of the change at `now`. */
export function controllerReadiness(
	{ name, baseline, latest, arrival }: ControllerRecord,
	changedAt: Date | undefined,
	now: Date,
): ControllerReadiness {
	return {
		name,
		keys: keyState(baseline, latest, changedAt),
		block: latest.kind === "present" ? accountBlock(latest.account, now) : undefined,
		arrival,
		readAt: latest.readAt,
	};
}
