import { SETTLED_AFTER_MS } from "./first-keys.ts";
import { BOTH_KINDS_WITHIN_MS, newestWrite } from "./keys.ts";
import { type ControllerLedger, isPresent, ON_ITS_WAY_MS, type PersonLedger } from "./ledger.ts";
import { FINAL_AFTER_MS } from "./lessons.ts";
import { LATE_AFTER_MS, READING_AGE_MS } from "./readiness.ts";

/**
 * A reading is a little older than the judgement that uses it: what depends on its time is judged this much
 * later. More than the last answer of a controller whose writes are followed may be old.
 */
const READING_LAG_MS = 2_000;
/** Some limits are passed only after them. */
const JUST_AFTER_MS = 1;

/**
 * The first instant after another at which time alone may change what is judged of a person, by `readiness` or
 * `lessonsOf`, while controllers are read or confirm what was read. Until then, unless there is news, nobody has
 * to be judged. Every limit in time that those rules know is listed below; whether it matters in the present
 * state is left to them.
 *
 * @returns `undefined`: never again
 */
export function nextMoment(ledger: PersonLedger, after: Date): Date | undefined {
	const afterMs = after.getTime();
	let nextMs = Number.POSITIVE_INFINITY;
	const offer = (ms: number) => {
		if (ms > afterMs && ms < nextMs) nextMs = ms;
	};
	offerLimits(ledger, offer);
	for (const controller of ledger.controllers) {
		const { lastRead } = controller;
		if (!lastRead) continue;
		const lateMs = lastRead.readAt.getTime() + READING_LAG_MS;
		for (const ms of untilLimitsMs(ledger, controller, lastRead)) offer(lateMs + ms);
	}
	return Number.isFinite(nextMs) ? new Date(nextMs) : undefined;
}

/** Whether a later reading with nothing new in it has passed a limit, so that it has to be judged all the same. */
export function hasPassedLimit(before: PersonLedger, after: PersonLedger): boolean {
	return after.controllers.some((controller) => {
		const earlier = before.controllers.find(({ id }) => id === controller.id)?.lastRead;
		if (!earlier || !controller.lastRead) return false;
		const left = untilLimitsMs(after, controller, controller.lastRead);
		return untilLimitsMs(after, controller, earlier).some((ms, i) => ms > 0 && (left[i] ?? 0) <= 0);
	});
}

/** Whether a controller that can be read was not read for so long that its last reading counts no longer. */
export function hasOldReading(
	{ controllers }: PersonLedger,
	controllerIds: readonly string[],
	now: Date,
): boolean {
	return controllers.some(
		({ id, latest }) =>
			latest.kind !== "unread" &&
			controllerIds.includes(id) &&
			Math.abs(now.getTime() - latest.readAt.getTime()) > READING_AGE_MS,
	);
}

/** By the time of the judgement. */
function offerLimits({ changes, controllers }: PersonLedger, offer: (ms: number) => void): void {
	for (const { changedAt, sentAt } of changes)
		offer((changedAt ?? sentAt).getTime() + LATE_AFTER_MS + JUST_AFTER_MS);
	for (const { latest, lastRead, holdings } of controllers) {
		// While it cannot be read, the last reading gets too old.
		if (lastRead && latest.kind === "unread")
			offer(lastRead.readAt.getTime() + READING_AGE_MS + JUST_AFTER_MS);
		for (const { firstSeen } of holdings) {
			offer(firstSeen.at.getTime() + BOTH_KINDS_WITHIN_MS);
			offer(firstSeen.at.getTime() + SETTLED_AFTER_MS);
		}
	}
}

/** By the time of a reading, or the controller's own clock then: how far ahead of it each limit is. */
function untilLimitsMs(
	{ changes }: PersonLedger,
	{ holdings }: ControllerLedger,
	{ readAt, source }: NonNullable<ControllerLedger["lastRead"]>,
): number[] {
	const readMs = readAt.getTime();
	const clockMs = source?.clock?.getTime() ?? readMs;
	const limits: number[] = [];
	for (const { changedAt, sentAt, overtakenAt } of changes) {
		limits.push((changedAt ?? sentAt).getTime() + ON_ITS_WAY_MS + JUST_AFTER_MS - readMs);
		if (overtakenAt) limits.push(overtakenAt.getTime() - readMs);
	}
	for (const holding of holdings) {
		limits.push(holding.firstSeen.at.getTime() + FINAL_AFTER_MS - readMs);
		const writtenMs = isPresent(holding) && newestWrite(holding.keys)?.getTime();
		if (!writtenMs) continue;
		limits.push(writtenMs + BOTH_KINDS_WITHIN_MS - clockMs, writtenMs + SETTLED_AFTER_MS - clockMs);
	}
	return limits;
}
