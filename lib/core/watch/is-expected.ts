import type { WatchView } from "./watch-view.ts";

type Found = Pick<WatchView, "state" | "obstacle"> & {
	doubt: Pick<NonNullable<WatchView["doubt"]>, "reason"> | undefined;
};

/** Whether the domain has no account, or no longer has one, that could receive the password. */
export const neverArrives = ({ obstacle }: Pick<Found, "obstacle">): boolean =>
	obstacle?.kind === "domain-rebuilt" || obstacle?.kind === "not-in-scope";

/** Whether a change is still expected to arrive. In a file of its own because the form needs only this. */
export function isExpected(found: Found): boolean {
	if (neverArrives(found)) return false;
	if (found.state === "unconfirmed") return found.doubt?.reason !== "moved-on";
	return ["waiting", "arriving", "late"].includes(found.state);
}
