import type { Forecast } from "../forecast/forecast.ts";
import type { ControllerReadiness } from "../readiness/controller-record.ts";
import type { Obstacle, ReadinessState } from "../readiness/readiness.ts";
import { isFirstChange, oldPasswordUntil } from "./old-password.ts";
import { hasEnded, type Watch, watchReadiness } from "./watch.ts";

/** What whoever has the ticket may see. It never says who it is. Dates travel as ISO 8601 in UTC. */
export type WatchView = {
	revision: number;
	/** A short name of the watch for the helpdesk, which the log knows too. It opens nothing. */
	reference: string;
	state: ReadinessState | "ended";
	stateSince: Date;
	/** Whether the person is written to when it works. */
	isMailed: boolean;
	openedAt: Date;
	changedAt: Date | undefined;
	usableAt: Date | undefined;
	/** When the last controller that answers was read. */
	checkedAt: Date | undefined;
	controllers: ControllerReadiness[];
	obstacle: Obstacle | undefined;
	forecast: Forecast;
	/** When the first controller that holds the new keys will no longer accept them, where it says so. */
	passwordExpiresAt: Date | undefined;
	/** Until when the old password may still open something over NTLM, where there was one. */
	oldPasswordUntil: Date | undefined;
	/** Whether the managed domain held no password of this person before this change. */
	isFirstChange: boolean;
	/** The server's clock when the view was made, so that a page can tell how wrong its own is. */
	sentAt: Date;
};

/** Shows a watch at `now`. */
export function watchView(
	watch: Watch,
	{ forecast, reference }: Pick<WatchView, "forecast" | "reference">,
	now: Date,
): WatchView {
	const { controllers, obstacle } = watchReadiness(watch, now);
	const read = controllers.filter((c) => c.keys.kind !== "unread").map((c) => c.readAt.getTime());
	return {
		revision: watch.revision,
		reference,
		state: hasEnded(watch, now) ? "ended" : watch.state,
		stateSince: watch.stateSince,
		isMailed: watch.notice !== undefined,
		openedAt: watch.openedAt,
		changedAt: watch.changedAt,
		usableAt: watch.usableAt,
		checkedAt: read.length > 0 ? new Date(Math.max(...read)) : undefined,
		controllers,
		obstacle,
		forecast,
		passwordExpiresAt: passwordExpiresAt(watch),
		oldPasswordUntil: oldPasswordUntil(watch),
		isFirstChange: isFirstChange(watch),
		sentAt: now,
	};
}

/** An account without a date never expires, or the portal may not read it: both say nothing. */
function passwordExpiresAt({ records }: Watch): Date | undefined {
	const dates = records.flatMap(({ arrival, latest }) => {
		const at = latest.kind === "present" ? latest.account.passwordExpiresAt : undefined;
		return arrival && at ? [at.getTime()] : [];
	});
	return dates.length > 0 ? new Date(Math.min(...dates)) : undefined;
}
