import type { Forecast } from "../forecast.ts";
import type { ControllerReadiness } from "../readiness/controller-record.ts";
import type { Obstacle, ReadinessState } from "../readiness/readiness.ts";
import { hasEnded, type Watch, watchReadiness } from "./watch.ts";

/** What whoever has the ticket may see. It never says who it is. Dates travel as ISO 8601 in UTC. */
export type WatchView = {
	revision: number;
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
	/** Whether the account was not in the managed domain before this change. */
	isFirstChange: boolean;
	/** The server's clock when the view was made, so that a page can tell how wrong its own is. */
	sentAt: Date;
};

/** Shows a watch at `now`. */
export function watchView(watch: Watch, forecast: Forecast, now: Date): WatchView {
	const { controllers, obstacle } = watchReadiness(watch, now);
	const read = controllers.filter((c) => c.keys.kind !== "unread").map((c) => c.readAt.getTime());
	return {
		revision: watch.revision,
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
		isFirstChange: watch.records.some((r) => r.baseline?.kind === "absent"),
		sentAt: now,
	};
}
