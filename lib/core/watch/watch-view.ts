import type { Forecast } from "../forecast/forecast.ts";
import { type ControllerLedger, changeOf } from "../readiness/ledger.ts";
import type { LockoutRules } from "../readiness/observation.ts";
import {
	type ControllerReadiness,
	type Doubt,
	mayTryOnce,
	type Obstacle,
	type ReadinessState,
} from "../readiness/readiness.ts";
import { hasOldPassword, isFirstChange, oldPasswordUntil } from "./old-password.ts";
import { hasEnded, openTry, type Surroundings, type Watch, watchReadiness } from "./watch.ts";

/**
 * What anybody with the ticket may see. It never identifies the person. Dates are serialised as ISO
 * 8601 in UTC.
 */
export type WatchView = {
	revision: number;
	/** A short name of the watch for the helpdesk; it is logged, too. It opens nothing. */
	reference: string;
	state: ReadinessState | "ended";
	stateSince: Date;
	/** The form sent passwords, and it is not known whether that changed anything. */
	isUnanswered: boolean;
	/** It follows a temporary password, which the person has to change. */
	isTemporary: boolean;
	/** Whether the person gets a mail when it works. */
	isMailed: boolean;
	openedAt: Date;
	changedAt: Date | undefined;
	usableAt: Date | undefined;
	/** When the last answering controller was read. */
	checkedAt: Date | undefined;
	controllers: ControllerReadiness[];
	obstacle: Obstacle | undefined;
	/** Why the state is `unconfirmed`. */
	doubt: DoubtView | undefined;
	forecast: Forecast;
	/** When the new keys expire on the first of the controllers that hold them, if reported. */
	passwordExpiresAt: Date | undefined;
	/** Until when the old password, if there was one, may still work over NTLM. */
	oldPasswordUntil: Date | undefined;
	/** Whether an older password keeps working in the domain until the new one arrives. */
	hasOldPassword: boolean;
	/** Whether the managed domain held no password of this person before this change. */
	isFirstChange: boolean;
	/** The lockout rules of the account, if readable. */
	lockout: LockoutRules | undefined;
	/** The server's clock when the view was created, so that a page can correct its own. */
	sentAt: Date;
};

/** Why it is unknown whether the password works, and whether to try it. */
export type DoubtView = {
	reason: Doubt;
	/** It probably works: the only doubt is which change the keys belong to. */
	mayTryOnce: boolean;
	/** When other keys replaced those that were usable. */
	since: Date | undefined;
	wrongTries: WrongTries | undefined;
};

/** Wrong attempts that count towards a lockout, if readable. */
export type WrongTries = {
	count: number;
	/** The number that locks the account; `undefined`: unknown. */
	threshold: number | undefined;
	/** When they stop counting; `undefined`: unknown. */
	forgottenAt: Date | undefined;
};

/** The view of a watch at `now`. */
export function watchView(
	watch: Watch,
	surroundings: Surroundings,
	{ forecast, reference }: Pick<WatchView, "forecast" | "reference">,
	now: Date,
): WatchView {
	const { state, controllers, obstacle, doubt } = watchReadiness(watch, surroundings, now);
	const hasStayed = state === watch.state && doubt === watch.doubt;
	const read = controllers.filter((c) => c.keys.kind !== "unread").map((c) => c.readAt.getTime());
	const ledgers = surroundings.ledger.controllers.filter(({ id }) =>
		surroundings.controllerIds.includes(id),
	);
	return {
		revision: watch.revision,
		reference,
		state: hasEnded(watch, now) ? "ended" : state,
		stateSince: hasStayed ? watch.stateSince : now,
		isUnanswered: openTry(watch) !== undefined,
		isTemporary: changeOf(surroundings.ledger, watch.ticket)?.isTemporary === true,
		isMailed: watch.notice !== undefined,
		openedAt: watch.openedAt,
		changedAt: watch.changedAt,
		usableAt: state === "usable" ? (watch.usableAt ?? now) : undefined,
		checkedAt: read.length > 0 ? new Date(Math.max(...read)) : undefined,
		controllers,
		obstacle,
		doubt: doubt && doubtView(doubt, ledgers, now),
		forecast,
		passwordExpiresAt: passwordExpiresAt(ledgers, controllers),
		oldPasswordUntil: oldPasswordUntil(watch, surroundings.ledger),
		hasOldPassword: hasOldPassword(watch, surroundings.ledger),
		isFirstChange: isFirstChange(watch, surroundings.ledger),
		lockout: lockoutRules(ledgers),
		sentAt: now,
	};
}

function lockoutRules(ledgers: ControllerLedger[]): LockoutRules | undefined {
	const known = ledgers.flatMap(({ lastRead }) =>
		lastRead?.kind === "present" ? [lastRead.account.lockoutRules] : [],
	);
	return known.find((rules) => rules !== undefined);
}

function doubtView(reason: Doubt, ledgers: ControllerLedger[], now: Date): DoubtView {
	const movedOn = ledgers.flatMap(({ holdings }) => holdings.at(-1)?.firstSeen.at.getTime() ?? []);
	return {
		reason,
		mayTryOnce: mayTryOnce(reason),
		since: reason === "moved-on" && movedOn.length > 0 ? new Date(Math.max(...movedOn)) : undefined,
		wrongTries: wrongTries(ledgers, now),
	};
}

/** Every controller counts separately and reports to one of them; the highest count decides. */
function wrongTries(ledgers: ControllerLedger[], now: Date): WrongTries | undefined {
	const counts = ledgers.flatMap(({ lastRead }): WrongTries[] => {
		if (lastRead?.kind !== "present" || !lastRead.account.wrongTries) return [];
		const { wrongTries: tries, lockoutRules } = lastRead.account;
		const threshold = lockoutRules?.threshold;
		const windowMs = lockoutRules?.windowMs;
		const { count, lastAt } = tries;
		if (count === 0 || !lastAt) return [{ count: 0, threshold, forgottenAt: undefined }];
		const forgottenAt = windowMs === undefined ? undefined : new Date(lastAt.getTime() + windowMs);
		return forgottenAt && forgottenAt <= now
			? [{ count: 0, threshold, forgottenAt: undefined }]
			: [{ count, threshold, forgottenAt }];
	});
	return counts.sort((a, b) => b.count - a.count)[0];
}

/** An account without a date never expires, or the portal may not read it: neither is evidence. */
function passwordExpiresAt(
	ledgers: ControllerLedger[],
	controllers: ControllerReadiness[],
): Date | undefined {
	const dates = ledgers.flatMap(({ lastRead }, i) => {
		const at = lastRead?.kind === "present" ? lastRead.account.passwordExpiresAt : undefined;
		return controllers[i]?.arrival && at ? [at.getTime()] : [];
	});
	return dates.length > 0 ? new Date(Math.min(...dates)) : undefined;
}
