import { type AccountBlock, accountBlock, areBlocksKnown } from "./account-block.ts";
import { type Assignment, assign } from "./assignment.ts";
import { baselineOf } from "./baseline.ts";
import type { Habits } from "./habits.ts";
import { BOTH_KINDS_WITHIN_MS, compareVersions, isOneKind, newestWrite } from "./keys.ts";
import type { Change, ControllerLedger, KeyEvidence, PersonLedger, SettledKeys } from "./ledger.ts";
import type { DirectoryAccount, KerberosAnswer, UnreadReason } from "./observation.ts";
import type { AssignmentDoubt } from "./order.ts";

/** After this long the page refers people to the helpdesk. Twice the longest time that Microsoft gives. */
export const LATE_AFTER_MS = 60 * 60_000;
/** Older readings do not count, nor do readings this far ahead, from before the clock was set back. */
export const READING_AGE_MS = 5 * 60_000;

/** What one controller holds of a change. */
type KeyState =
	| { kind: "unread"; reason: UnreadReason | "outdated" }
	| { kind: "old" }
	| { kind: "new"; evidence: KeyEvidence }
	/** The account was just created, and its first keys may still be replaced. */
	| { kind: "settling"; until: Date }
	/**
	 * Only one of the two attributes was written: either NTLM or Kerberos works, not both. `isFresh`:
	 * the other may still follow, or turn out to be of the same password.
	 */
	| { kind: "one-kind"; present: "ntlm" | "kerberos"; isFresh: boolean }
	| { kind: "doubt"; reason: Doubt };

/** Why it is unknown whether the password works. */
export type Doubt =
	| AssignmentDoubt
	/** Several accounts have the person's id. */
	| "two-accounts"
	/** The controller's Kerberos service does not answer which keys it holds. */
	| "kerberos-silent"
	/** Neither the metadata nor the Kerberos service shows whether both kinds of keys are there. */
	| "kinds-unread"
	/** Whether the account may sign in cannot be read. */
	| "block-unread"
	/** No controller could be read recently. */
	| "not-read"
	/** No managed domain is configured. */
	| "no-domain";

/** One controller's part of the readiness, as shown. */
export type ControllerReadiness = {
	name: string;
	keys: KeyState;
	block: AccountBlock | undefined;
	/** When the portal first saw the new keys here, its last reading without them, and the evidence. */
	arrival: { seenAt: Date; missingAt: Date | undefined; evidence: KeyEvidence } | undefined;
	readAt: Date;
};

/** Why the password cannot work yet, or will not. */
export type Obstacle =
	| AccountBlock
	| { kind: "one-kind"; present: "ntlm" | "kerberos" }
	/** The domain was created after the change, so the keys never reached it. */
	| { kind: "domain-rebuilt"; at: Date }
	/** No controller has the account, although it once held the password or others' later changes arrived long ago. */
	| { kind: "not-in-scope" };

/** The state of one change. `open`: it was refused; or not reported, and no controller shows a trace of it. */
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
	/** Why the state is `blocked`; or, while keys are on their way, what will block once they arrive. */
	obstacle: Obstacle | undefined;
	/** Why the state is `unconfirmed`. */
	doubt: Doubt | undefined;
	/** The keys that made it usable, by controller id; only in the state `usable`. */
	settled: Record<string, SettledKeys> | undefined;
};

/** The input of the judgement. */
export type Case = {
	change: Change;
	ledger: PersonLedger;
	/** The ids of the currently configured controllers; others in the ledger are history. */
	controllerIds: readonly string[];
	habits: Habits;
};

/**
 * Decides, on evidence only, how far a change has come in the managed domain. Pure: no I/O, no
 * clock.
 *
 * `usable` requires of every controller: keys by proof or order, both kinds, read within five
 * minutes, and an account that is known to be free. It is first reached only when every
 * controller's latest answer agrees.
 */
export function readiness(given: Case, now: Date): Readiness {
	const { change, ledger, controllerIds } = given;
	const ledgers = controllerIds.flatMap((id) => ledger.controllers.find((c) => c.id === id) ?? []);
	const judged = ledgers.map((controller) => judgeController(given, controller, now));
	const controllers = judged.map(({ shown }) => shown);
	const hasAll = ledgers.length === controllerIds.length;
	const state = change.isRefused ? "open" : stateOf(change, controllers, { hasAll, now });
	const obstacle = obstacleOf(change, ledgers, controllers);
	if (change.isTemporary && state !== "open") {
		const isReplaced = ledgers.some((controller) => isReplacedOn(controller, change));
		return { ...temporary(isReplaced, obstacle), controllers };
	}
	return {
		state,
		controllers,
		obstacle,
		doubt: state === "unconfirmed" ? doubtOf(controllers) : undefined,
		settled:
			state === "usable"
				? Object.fromEntries(judged.flatMap(({ id, settled }) => (settled ? [[id, settled]] : [])))
				: undefined,
	};
}

/**
 * A temporary password never works for signing in to the domain: Entra requires another one first,
 * whether or not the domain shows that yet.
 */
function temporary(
	isReplaced: boolean,
	found: Obstacle | undefined,
): Omit<Readiness, "controllers"> {
	const nothing = { obstacle: undefined, doubt: undefined, settled: undefined };
	if (isReplaced) return { ...nothing, state: "unconfirmed", doubt: "moved-on" };
	return {
		...nothing,
		state: "blocked",
		obstacle: gravest(found ? [found, MUST_CHANGE] : [MUST_CHANGE]),
	};
}

const MUST_CHANGE: Obstacle = { kind: "must-change" };

/** Whether other keys replaced the temporary ones, which the domain required to be changed. */
function isReplacedOn(controller: ControllerLedger, change: Change): boolean {
	const baseline = baselineOf(change, controller)?.keys;
	const current = controller.holdings.at(-1)?.keys;
	if (!baseline || !current || current === "absent") return false;
	if (current.passwordSetAt === "must-change") return false;
	return controller.holdings.some(
		({ keys, lastSeen }) =>
			lastSeen.at > change.sentAt &&
			keys !== "absent" &&
			keys.passwordSetAt === "must-change" &&
			(baseline === "absent" || compareVersions(baseline, keys) === "up") &&
			compareVersions(keys, current) === "up",
	);
}

type Judged = { id: string; shown: ControllerReadiness; settled: SettledKeys | undefined };

function judgeController(given: Case, controller: ControllerLedger, now: Date): Judged {
	const { id, name, latest, lastRead } = controller;
	const found = assign(given, controller, now);
	const read = latest.kind === "unread" && !given.change.usable ? undefined : lastRead;
	const account = read?.kind === "present" ? read.account : undefined;
	const settled = found.kind === "landed" ? found.settled : undefined;
	const keys = keyState(found, { controller, account, read, now });
	const arrival = keys.kind === "new" && settled ? arrivalOf(controller, settled) : undefined;
	const block = account && accountBlock(account);
	const readAt = (lastRead ?? latest).readAt;
	return { id, settled, shown: { name, keys, block, arrival, readAt } };
}

type Reading = {
	controller: ControllerLedger;
	account: DirectoryAccount | undefined;
	read: ControllerLedger["lastRead"];
	now: Date;
};

function keyState(found: Assignment, { controller, account, read, now }: Reading): KeyState {
	const { latest } = controller;
	if (!read)
		return { kind: "unread", reason: latest.kind === "unread" ? latest.reason : "outdated" };
	if (Math.abs(now.getTime() - read.readAt.getTime()) > READING_AGE_MS) {
		return { kind: "unread", reason: latest.kind === "unread" ? latest.reason : "outdated" };
	}
	if (read.kind === "twins") return { kind: "doubt", reason: "two-accounts" };
	if (!account || found.kind === "old") return { kind: "old" };
	if (found.kind === "doubt") return { kind: "doubt", reason: found.reason };
	const hasAes = controller.holdings.at(-1)?.hasAes ?? false;
	const answer = hasAes ? "aes" : read.kind === "present" ? read.kerberosKeys : undefined;
	const kinds = kindsState(found, { account, answer, clock: read.source?.clock ?? now, now });
	if (found.kind === "settling") return { kind: "settling", until: found.until };
	if (kinds) return kinds;
	// A known block is shown as one; an unreadable flag is no evidence of a free account.
	const isFree = accountBlock(account) !== undefined || areBlocksKnown(account);
	if (!isFree) return { kind: "doubt", reason: "block-unread" };
	return { kind: "new", evidence: found.settled.evidence };
}

type Landing = Extract<Assignment, { kind: "landed" | "settling" }>;
type Evidence = {
	account: DirectoryAccount;
	answer: KerberosAnswer | undefined;
	clock: Date;
	now: Date;
};

/** Which of the two kinds of keys is missing; `undefined`: none. */
function kindsState(
	found: Landing,
	{ account, answer, clock, now }: Evidence,
): KeyState | undefined {
	const kinds = found.kind === "landed" ? found.kinds : undefined;
	if (answer === "none" && account.passwordSetAt === "must-change") return { kind: "old" };
	const written = newestWrite(account);
	const isFresh =
		written !== undefined && clock.getTime() - written.getTime() < BOTH_KINDS_WITHIN_MS;
	if (kinds && isOneKind(kinds)) {
		const present = kinds.ntlm ? "ntlm" : "kerberos";
		const isOnItsWay = isFresh || (found.kind === "landed" && found.areApart);
		return { kind: "one-kind", present, isFresh: isOnItsWay };
	}
	switch (answer) {
		case "aes":
			return !kinds && mayHoldOldAes(found.settled, now)
				? { kind: "one-kind", present: "ntlm", isFresh: true }
				: undefined;
		case "rc4":
		case "none":
			return { kind: "one-kind", present: "ntlm", isFresh };
		case "not-asked":
			return kinds ? undefined : { kind: "doubt", reason: "kinds-unread" };
		default:
			return { kind: "doubt", reason: "kerberos-silent" };
	}
}

/**
 * Without metadata only the NTLM key's version is visible, and a Kerberos service does not report
 * the age of its keys: an account that held keys before may still have the old ones, until the new
 * ones have had time to follow.
 */
function mayHoldOldAes({ evidence, seenAt }: SettledKeys, now: Date): boolean {
	const isFirst = evidence.rule === "account-arrived";
	return !isFirst && now.getTime() - seenAt.getTime() < BOTH_KINDS_WITHIN_MS;
}

function arrivalOf(
	{ holdings }: ControllerLedger,
	{ seenAt, evidence }: SettledKeys,
): ControllerReadiness["arrival"] {
	const before = holdings.findLast(({ firstSeen }) => firstSeen.at < seenAt);
	return { seenAt, missingAt: before?.lastSeen.at, evidence };
}

type Circumstances = { hasAll: boolean; now: Date };

function stateOf(
	change: Change,
	controllers: ControllerReadiness[],
	{ hasAll, now }: Circumstances,
): ReadinessState {
	const answering = controllers.filter((c) => c.keys.kind !== "unread");
	const seeing = answering.filter((c) => !isBlind(c));
	const arrived = seeing.filter((c) => c.keys.kind !== "old");
	if (!change.changedAt && !change.usable && arrived.length === 0) return "open";
	if (seeing.length === 0) return "unconfirmed";
	if (arrived.length === seeing.length) {
		const isEveryoneRead = hasAll && answering.length === controllers.length;
		if (isEveryoneRead) return stateOfArrived(controllers);
		if (change.usable) return "unconfirmed";
	}
	const since = change.changedAt ?? change.sentAt;
	if (now.getTime() - since.getTime() > LATE_AFTER_MS) return "late";
	return arrived.length > 0 ? "arriving" : "waiting";
}

/** Every controller was read, and none still holds only the previous keys. */
function stateOfArrived(controllers: ControllerReadiness[]): ReadinessState {
	const isOnItsWay = ({ keys }: ControllerReadiness) =>
		keys.kind === "settling" || (keys.kind === "one-kind" && keys.isFresh);
	if (controllers.some(({ block }) => block && !isMendedByNewKeys(block))) return "blocked";
	if (controllers.some(isOnItsWay)) return "arriving";
	if (controllers.some((c) => obstaclesAt(c).length > 0)) return "blocked";
	return controllers.every(({ keys }) => keys.kind === "new") ? "usable" : "unconfirmed";
}

/** Keys that have arrived refute every reason why they could not. */
function hasArrivedAt({ keys }: ControllerReadiness): boolean {
	return keys.kind === "new" || keys.kind === "settling" || keys.kind === "one-kind";
}

/** Shows the account but not its keys, so their arrival cannot be seen. */
function isBlind({ keys }: ControllerReadiness): boolean {
	return keys.kind === "doubt" && keys.reason === "nothing-readable";
}

/** The reason that is most useful to the person who has to act, most serious first. */
const DOUBTS: Doubt[] = [
	"moved-on",
	"two-accounts",
	"restored",
	"recreated",
	"newly-visible",
	"other-change",
	"earlier-change",
	"later-change",
	"older-write",
	"no-baseline",
	"password-time",
	"versions-unread",
	"nothing-readable",
	"kinds-unread",
	"kerberos-silent",
	"block-unread",
];

function doubtOf(controllers: ControllerReadiness[]): Doubt {
	if (controllers.length === 0) return "no-domain";
	const found = controllers.flatMap(({ keys }) => (keys.kind === "doubt" ? [keys.reason] : []));
	return found.sort((a, b) => DOUBTS.indexOf(a) - DOUBTS.indexOf(b))[0] ?? "not-read";
}

/**
 * The only doubt is which change the keys belong to, so the password probably works. One attempt is harmless where a lockout
 * takes several.
 */
export function mayTryOnce(doubt: Doubt): boolean {
	return [
		"earlier-change",
		"later-change",
		"no-baseline",
		"password-time",
		"older-write",
		"versions-unread",
	].includes(doubt);
}

const GRAVITY: Obstacle["kind"][] = [
	"disabled",
	"account-expired",
	"locked",
	"must-change",
	"password-expired",
	"smart-card-required",
	"no-logon-hours",
	"one-kind",
	"domain-rebuilt",
	"not-in-scope",
];

/** The most serious obstacle on any answering controller, or of all of them together. */
function obstacleOf(
	change: Change,
	ledgers: ControllerLedger[],
	controllers: ControllerReadiness[],
): Obstacle | undefined {
	const rebuilt = controllers.some(hasArrivedAt) ? undefined : rebuiltAt(change, ledgers);
	const obstacles: Obstacle[] = [
		...controllers.flatMap(obstaclesAt),
		...(rebuilt ? [{ kind: "domain-rebuilt" as const, at: rebuilt }] : []),
		...(isOutOfScope(change, ledgers) ? [{ kind: "not-in-scope" as const }] : []),
	];
	return gravest(obstacles);
}

function gravest(obstacles: Obstacle[]): Obstacle | undefined {
	return obstacles.sort((a, b) => GRAVITY.indexOf(a.kind) - GRAVITY.indexOf(b.kind))[0];
}

/** While the keys are still the old ones, the new keys will resolve an expired or must-change password. */
function obstaclesAt({ keys, block }: ControllerReadiness): Obstacle[] {
	if (keys.kind === "old" && block && isMendedByNewKeys(block)) return [];
	return [
		...(block ? [block] : []),
		...(keys.kind === "one-kind" && !keys.isFresh
			? [{ kind: "one-kind" as const, present: keys.present }]
			: []),
	];
}

function isMendedByNewKeys({ kind }: AccountBlock): boolean {
	return kind === "must-change" || kind === "password-expired";
}

/** "If you delete the managed domain, any password hashes stored at that point are also deleted." */
function rebuiltAt({ changedAt }: Change, ledgers: ControllerLedger[]): Date | undefined {
	return ledgers.find((r) => changedAt && r.domainMadeAt && r.domainMadeAt > changedAt)
		?.domainMadeAt;
}

function isOutOfScope({ overtakenAt, usable }: Change, ledgers: ControllerLedger[]): boolean {
	return (
		(overtakenAt !== undefined || usable !== undefined) &&
		ledgers.length > 0 &&
		ledgers.every((c) => c.lastRead?.kind === "absent")
	);
}

/** Whether a controller's Kerberos service has to be asked before its keys count. */
export function wantsKerberosAnswer(
	given: Case,
	controllerId: string,
	account: DirectoryAccount,
	now: Date,
): boolean {
	const controller = given.ledger.controllers.find(({ id }) => id === controllerId);
	if (!controller || controller.holdings.at(-1)?.hasAes) return false;
	const found = assign(given, controller, now);
	return found.kind !== "old" && accountBlock(account)?.kind !== "disabled";
}
