import type { WatchView } from "./watch-view.ts";

type Found = Pick<WatchView, "state" | "obstacle"> & {
	doubt: Pick<NonNullable<WatchView["doubt"]>, "reason"> | undefined;
};

/** Whether there is no account in the domain, or no longer, into which the password could come. */
export const neverArrives = ({ obstacle }: Pick<Found, "obstacle">): boolean =>
	obstacle?.kind === "domain-rebuilt" || obstacle?.kind === "not-in-scope";

/**
 * Whether a change is still expected to arrive, so that there is something to wait for. It stands apart
 * from what is said of a watch, since the form asks for this alone.
 */
export function isExpected(found: Found): boolean {
	if (neverArrives(found)) return false;
	if (found.state === "unconfirmed") return found.doubt?.reason !== "moved-on";
	return ["waiting", "arriving", "late"].includes(found.state);
}
