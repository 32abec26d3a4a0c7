import { type Ending, type EndingKind, WARN_BEFORE_MS } from "#lib/core/helpdesk/ending.ts";
import type { FollowedControllers } from "./follow-controllers.ts";

/** The expiry dates that will make the domain unreadable within two weeks, or already have: the earliest of each kind. */
export function endingsSoon(controllers: Pick<FollowedControllers, "all">, now: Date): Ending[] {
	const all = controllers.all().flatMap(({ lifetimes }) => lifetimes ?? []);
	const ends: Record<EndingKind, (Date | undefined)[]> = {
		certificate: all.map(({ certificateEnds }) => certificateEnds),
		"reading-account": all.map(({ readerPasswordEnds: end }) =>
			end instanceof Date ? end : undefined,
		),
	};
	return Object.entries(ends).flatMap(([kind, dates]) => {
		const [at] = dates.filter((date) => date !== undefined).sort((a, b) => Number(a) - Number(b));
		const isSoon = at && at.getTime() - now.getTime() < WARN_BEFORE_MS;
		return isSoon ? [{ kind: kind as EndingKind, at }] : [];
	});
}
