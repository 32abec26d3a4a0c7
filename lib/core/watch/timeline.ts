import type { ControllerReadiness } from "../readiness/readiness.ts";
import type { WatchView } from "./watch-view.ts";

/** One step of a change as shown; without `at` it has not happened yet. */
export type TimelineStep =
	| { kind: "changed"; at: Date | undefined }
	| { kind: "controller"; at: Date | undefined; controller: ControllerReadiness }
	| { kind: "usable"; at: Date | undefined; controllers: string[] };

/**
 * The steps of a change in the order in which they happened; those still to come are last. If no
 * controller can be asked, the managed domain is left out.
 */
export function timeline({ changedAt, usableAt, controllers }: WatchView): TimelineStep[] {
	const steps = controllers.map((controller) => ({
		kind: "controller" as const,
		at: controller.arrival?.seenAt,
		controller,
	}));
	const inOrder = steps.sort((a, b) => order(a.at) - order(b.at));
	const seenOn = controllers.filter((c) => c.arrival).map((c) => c.name);
	return [
		{ kind: "changed", at: changedAt },
		...inOrder,
		...(steps.length > 0 ? [{ kind: "usable" as const, at: usableAt, controllers: seenOn }] : []),
	];
}

function order(at: Date | undefined): number {
	return at?.getTime() ?? Number.MAX_SAFE_INTEGER;
}
