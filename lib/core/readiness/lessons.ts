import { assign, type Evidence } from "./assignment.ts";
import { baselineOf } from "./baseline.ts";
import { FINAL_AFTER_MS } from "./first-keys.ts";
import {
	type FirstKeys,
	type Habits,
	type Lesson,
	NO_HABITS,
	type PasswordTime,
	passwordTimeHabit,
} from "./habits.ts";
import { compareVersions, type Keys, newestWrite } from "./keys.ts";
import { type ControllerLedger, isOvertaken, isPresent, isSameChange } from "./ledger.ts";
import { isNear, SAME_TIME_MS } from "./password-time.ts";

/** What a change's landing on one controller teaches about how the domain writes; each lesson once. */
export function lessonsOf(evidence: Evidence, controller: ControllerLedger, now: Date): Lesson[] {
	const { taught } = evidence.change;
	const time = taught.passwordTime ? undefined : passwordTimeLesson(evidence, controller, now);
	const first = taught.firstKeys ? undefined : firstKeysLesson(evidence, controller);
	return [
		...(time ? [{ about: "passwordTime" as const, kind: time }] : []),
		...(first ? [{ about: "firstKeys" as const, kind: first }] : []),
	];
}

/**
 * Only keys that certainly belong to the change teach anything. Either they landed by order, with
 * both kinds and no earlier change on its way; or `pwdLastSet` did not move, they are the only
 * write since the baseline, and they were unchanged until the change could no longer be on its way:
 * otherwise they may be old keys written again.
 */
function passwordTimeLesson(
	evidence: Evidence,
	controller: ControllerLedger,
	now: Date,
): PasswordTime | undefined {
	const { changedAt } = evidence.change;
	const baseline = baselineOf(evidence.change, controller);
	const current = controller.holdings.at(-1);
	if (!changedAt || !baseline || !current || !isPresent(current)) return undefined;
	const { keys } = current;
	// Judged without any habits, so that a lesson cannot confirm itself.
	const blank = { ...evidence, habits: NO_HABITS };
	const found = assign(blank, controller, now);
	const isUnmoved =
		found.kind === "doubt" &&
		found.reason === "password-time" &&
		isOneStep(baseline.keys, keys) &&
		isOvertaken(evidence.change, current.lastSeen.at);
	const isCertain = found.kind === "landed" && found.kinds?.ntlm && found.kinds.kerberos;
	if (!isUnmoved && !isCertain) return undefined;
	const kind = passwordTimeOf(keys, changedAt, isUnmoved);
	return kind && isStranger(kind, evidence.habits) ? undefined : kind;
}

/**
 * In a domain that carries Entra's times, any other time belongs to an unreported change. In a
 * domain where `pwdLastSet` was ever seen to move, keys written without moving it are old ones
 * written again.
 */
function isStranger(kind: PasswordTime, habits: Habits): boolean {
	if (kind === "other") return passwordTimeHabit(habits) === "entra";
	const known = habits.passwordTime?.kind;
	return kind === "unmoved" && known !== undefined && known !== "unmoved";
}

function passwordTimeOf(keys: Keys, changedAt: Date, isUnmoved: boolean): PasswordTime | undefined {
	const { passwordSetAt } = keys;
	const written = newestWrite(keys);
	if (!(passwordSetAt instanceof Date) || !written) return undefined;
	if (isUnmoved) return "unmoved";
	const isEntras = isNear(passwordSetAt, changedAt, SAME_TIME_MS);
	const isControllers = isNear(passwordSetAt, written, SAME_TIME_MS);
	if (isEntras && isControllers) return undefined;
	if (isEntras) return "entra";
	return isControllers ? "controller" : "other";
}

/** Each kind of keys was written exactly once. */
function isOneStep(before: Keys | "absent", now: Keys): boolean {
	if (before === "absent" || !before.keyWrites || !now.keyWrites) return false;
	const steps = (["unicodePwd", "supplementalCredentials"] as const).map(
		(name) => (now.keyWrites?.[name]?.version ?? 0) - (before.keyWrites?.[name]?.version ?? 0),
	);
	return steps.every((step) => step === 1);
}

/**
 * Whether an account's first keys were still there an hour later. Keys of the person's other changes that follow them do not
 * count.
 */
function firstKeysLesson(
	{ change, ledger }: Evidence,
	controller: ControllerLedger,
): FirstKeys | undefined {
	const baseline = baselineOf(change, controller);
	const at = baseline
		? controller.holdings.findIndex((h) => h.firstSeen === baseline.firstSeen)
		: -1;
	const first = controller.holdings[at + 1];
	if (baseline?.keys !== "absent" || !first || first.keys === "absent") return undefined;
	const version = first.keys.keyWrites?.unicodePwd?.version;
	// First seen too late: they may already be a replacement.
	if (version === undefined || version > 1) return undefined;
	const madeAtMs = first.firstSeen.at.getTime();
	for (const { keys, firstSeen, lastSeen } of controller.holdings.slice(at + 1)) {
		if (keys === "absent") return undefined;
		const isReplaced = compareVersions(first.keys, keys) === "up";
		if (isReplaced) {
			const others = ledger.changes.filter((one) => !isSameChange(one, change));
			if (others.some(({ sentAt }) => sentAt <= firstSeen.at)) return undefined;
			return firstSeen.at.getTime() - madeAtMs < FINAL_AFTER_MS ? "replaced" : "final";
		}
		if (lastSeen.at.getTime() - madeAtMs >= FINAL_AFTER_MS) return "final";
	}
	return undefined;
}
