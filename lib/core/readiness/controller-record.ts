import { type AccountBlock, accountBlock } from "./account-block.ts";
import {
	applyRules,
	isSameObject,
	type KeyEvidence,
	type KeyState,
	keyVersion,
} from "./key-rules.ts";
import { keyState } from "./key-state.ts";
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
	/** An earlier change of the same person had not landed here when the baseline was taken. */
	isEarlierPending: boolean;
	/** The last key version that was seen with the account free. */
	goodVersion: number | undefined;
	/** A key version that was first seen while the password had to be changed. */
	suspectVersion: number | undefined;
	/** When the domain that this controller serves was made; later than a change: it was rebuilt. */
	domainMadeAt: Date | undefined;
	/** When it was last read without the new keys: they arrived after that. */
	keysMissingAt: Date | undefined;
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

/** Whether the rules find new keys, before the controller's Kerberos service was asked. */
export function claimsNewKeys(
	{ baseline }: ControllerRecord,
	latest: Observation,
	changedAt: Date | undefined,
): boolean {
	if (latest.kind !== "present") return false;
	return applyRules({ baseline, changedAt }, latest.account).kind === "new";
}

/** A record at the moment of the baseline. */
export function baselineRecord(
	{ id, name }: { id: string; name: string },
	latest: Observation,
	isEarlierPending: boolean,
): ControllerRecord {
	return {
		id,
		name,
		baseline: latest.kind === "unread" ? undefined : latest,
		latest,
		isEarlierPending,
		...seenVersions({ goodVersion: undefined, suspectVersion: undefined }, latest),
		domainMadeAt: undefined,
		keysMissingAt: latest.kind === "unread" ? undefined : latest.readAt,
		arrival: undefined,
	};
}

/** Takes a new observation into a controller's record. A controller that cannot be read keeps its arrival. */
export function record(
	before: ControllerRecord,
	latest: Observation,
	changedAt: Date | undefined,
): ControllerRecord {
	const next = { ...before, latest, ...seenVersions(knownVersions(before, latest), latest) };
	const keys = keyState({ ...next, changedAt }, latest);
	if (keys.kind === "unread") return next;
	if (keys.kind !== "new") return { ...next, keysMissingAt: latest.readAt, arrival: undefined };
	const arrival = before.arrival ?? { seenAt: latest.readAt, evidence: keys.evidence };
	return { ...next, arrival };
}

type SeenVersions = Pick<ControllerRecord, "goodVersion" | "suspectVersion">;

/** A recreated account starts its versions anew. */
function knownVersions(before: ControllerRecord, latest: Observation): SeenVersions {
	const isKnown =
		latest.kind !== "present" ||
		before.latest.kind !== "present" ||
		isSameObject(before.latest.account, latest.account);
	return isKnown ? before : { goodVersion: undefined, suspectVersion: undefined };
}

/** A version that is seen free is good from then on; one that is seen as "must change" first is suspect. */
function seenVersions(before: SeenVersions, latest: Observation): SeenVersions {
	const { goodVersion, suspectVersion } = before;
	const version = latest.kind === "present" ? keyVersion(latest.account) : undefined;
	if (latest.kind !== "present" || version === undefined) return { goodVersion, suspectVersion };
	if (latest.account.passwordSetAt === "must-change") {
		return { goodVersion, suspectVersion: version === goodVersion ? suspectVersion : version };
	}
	return { goodVersion: version === suspectVersion ? goodVersion : version, suspectVersion };
}

/** Derives what one controller says of the change. */
export function controllerReadiness(
	record: ControllerRecord,
	changedAt: Date | undefined,
): ControllerReadiness {
	const { name, latest, arrival } = record;
	return {
		name,
		keys: keyState({ ...record, changedAt }, latest),
		block: latest.kind === "present" ? accountBlock(latest.account) : undefined,
		arrival,
		readAt: latest.readAt,
	};
}
