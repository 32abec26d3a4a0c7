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
import { hasEnded, type Surroundings, type Watch, watchReadiness } from "./watch.ts";

/** What anybody with the ticket may see. It never says who it is. Dates travel as ISO 8601 in UTC. */
export type WatchView = {
	revision: number;
	/** A short name of the watch for the helpdesk, which the log knows too. It opens nothing. */
	reference: string;
	state: ReadinessState | "ended";
	stateSince: Date;
	/** It follows a temporary password, which the person has to change. */
	isTemporary: boolean;
	/** Whether the person is written to when it works. */
	isMailed: boolean;
	openedAt: Date;
	changedAt: Date | undefined;
	usableAt: Date | undefined;
	/** When the last controller that answers was read. */
	checkedAt: Date | undefined;
	controllers: ControllerReadiness[];
	obstacle: Obstacle | undefined;
	/** Why the state is `unconfirmed`. */
	doubt: DoubtView | undefined;
	forecast: Forecast;
	/** When the first controller that holds the new keys will no longer accept them, where it says so. */
	passwordExpiresAt: Date | undefined;
	/** Until when the old password may still open something over NTLM, where there was one. */
	oldPasswordUntil: Date | undefined;
	/** Whether a controller held an older password, which goes on working there until the new one lands. */
	hasOldPassword: boolean;
	/** Whether the managed domain held no password of this person before this change. */
	isFirstChange: boolean;
	/** The lockout rules that apply to the account, where they can be read. */
	lockout: LockoutRules | undefined;
	/** The server's clock when the view was made, so that a page can tell how wrong its own is. */
	sentAt: Date;
};

/** Why it is not known whether the password works, and whether to try. */
export type DoubtView = {
	reason: Doubt;
	/** It probably works: only which change the keys belong to is in doubt. */
	mayTryOnce: boolean;
	/** When other keys came than those that were usable. */
	since: Date | undefined;
	wrongTries: WrongTries | undefined;
};

/** Wrong tries that count towards a lockout, where they can be read. */
export type WrongTries = {
	count: number;
	/** So many lock the account; `undefined`: not known. */
	threshold: number | undefined;
	/** When they stop counting; `undefined`: not known. */
	forgottenAt: Date | undefined;
};

/** Shows a watch at `now`. */
export function watchView(
	watch: Watch,
	surroundings: Surroundings,
	{ forecast, reference }: Pick<WatchView, "forecast" | "reference">,
	now: Date,
): WatchView {
	const found = watchReadiness(watch, surroundings, now);
	const controllers = found?.controllers ?? [];
	const state = found?.state ?? watch.state;
	const hasStayed = state === watch.state && found?.doubt === watch.doubt;
	const read = controllers.filter((c) => c.keys.kind !== "unread").map((c) => c.readAt.getTime());
	const ledgers = surroundings.ledger.controllers.filter(({ id }) =>
		surroundings.controllerIds.includes(id),
	);
	return {
		revision: watch.revision,
		reference,
		state: hasEnded(watch, now) ? "ended" : state,
		stateSince: hasStayed ? watch.stateSince : now,
		isTemporary: changeOf(surroundings.ledger, watch.ticket)?.isTemporary === true,
		isMailed: watch.notice !== undefined,
		openedAt: watch.openedAt,
		changedAt: watch.changedAt,
		usableAt: state === "usable" ? (watch.usableAt ?? now) : undefined,
		checkedAt: read.length > 0 ? new Date(Math.max(...read)) : undefined,
		controllers,
		obstacle: found?.obstacle,
		doubt: found?.doubt && doubtView(found.doubt, ledgers, now),
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

/** Every controller counts for itself and tells one of them; the highest count is the one that locks. */
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

/** An account without a date never expires, or the portal may not read it: both say nothing. */
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
