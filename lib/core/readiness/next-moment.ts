import { FINAL_AFTER_MS, SETTLED_AFTER_MS } from "./first-keys.ts";
import { BOTH_KINDS_WITHIN_MS, newestWrite } from "./keys.ts";
import { type ControllerLedger, isPresent, ON_ITS_WAY_MS, type PersonLedger } from "./ledger.ts";
import { LATE_AFTER_MS, READING_AGE_MS } from "./readiness.ts";

/**
 * A reading is a little older than the judgement that uses it, so limits on its time are judged this much later. It exceeds the
 * age of the last answer from a controller whose writes are followed.
 */
const READING_LAG_MS = 2_000;
/** How long keys must stand, by various rules. */
const STANDS_MS = [BOTH_KINDS_WITHIN_MS, SETTLED_AFTER_MS, FINAL_AFTER_MS];
/** Some limits are exclusive. */
const JUST_AFTER_MS = 1;

/**
 * The next instant at which time alone may change the result of `readiness` or `lessonsOf` for a person, while controllers are
 * read or confirm their readings. Without news, the person need not be judged before then. Every time limit in those rules is
 * listed below, whether or not it matters in the present state.
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

/** Whether a later reading without news has passed a limit, and so must be judged anyway. */
export function hasPassedLimit(before: PersonLedger, after: PersonLedger): boolean {
	return after.controllers.some((controller) => {
		const earlier = before.controllers.find(({ id }) => id === controller.id)?.lastRead;
		if (!earlier || !controller.lastRead) return false;
		const left = untilLimitsMs(after, controller, controller.lastRead);
		return untilLimitsMs(after, controller, earlier).some((ms, i) => ms > 0 && (left[i] ?? 0) <= 0);
	});
}

/** Whether a readable controller was last read too long ago for that reading to count. */
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

/** Limits on the time of the judgement. */
function offerLimits({ changes, controllers }: PersonLedger, offer: (ms: number) => void): void {
	for (const { changedAt, sentAt } of changes)
		offer((changedAt ?? sentAt).getTime() + LATE_AFTER_MS + JUST_AFTER_MS);
	for (const { latest, lastRead, holdings } of controllers) {
		// While the controller cannot be read, its last reading expires.
		if (lastRead && latest.kind === "unread")
			offer(lastRead.readAt.getTime() + READING_AGE_MS + JUST_AFTER_MS);
		for (const { firstSeen } of holdings) {
			for (const ms of STANDS_MS) offer(firstSeen.at.getTime() + ms);
		}
	}
}

/** Limits on the time of a reading, or on the controller's clock at that time: how far ahead each is. */
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
		if (writtenMs) limits.push(...STANDS_MS.map((ms) => writtenMs + ms - clockMs));
	}
	return limits;
}
