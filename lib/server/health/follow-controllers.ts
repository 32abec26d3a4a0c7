import { now } from "#lib/clock/clock.ts";
import { WARN_BEFORE_MS } from "#lib/core/helpdesk/ending.ts";
import type { PartState } from "#lib/core/portal-health.ts";
import type {
	Controller,
	ControllerCondition,
	ControllerLifetimes,
	ManagedDomain,
} from "#lib/directory/managed-domain.ts";

/** Often enough for an alert, at one small query each. */
const CONDITION_EVERY_MS = 15_000;
/** Certificates and passwords are renewed by hand. */
const LIFETIMES_EVERY_MS = 60 * 60_000;
/** Unreadable dates are retried after this, and expired or soon expiring ones checked for a renewal. */
const UNSETTLED_AGAIN_MS = 5 * 60_000;

/** The last known facts about one controller; `undefined`: not asked yet. */
type FollowedController = {
	id: string;
	condition: ControllerCondition | undefined;
	lifetimes: ControllerLifetimes | undefined;
};

export type FollowedControllers = {
	all(): FollowedController[];
	/** The state of the domain as a whole. */
	state(): PartState;
	stop(): void;
};

type Kept = Omit<FollowedController, "id"> & { lifetimesAtMs: number };

/** Checks every controller periodically, whether or not anybody waits for it. */
export function followControllers(domain: ManagedDomain): FollowedControllers {
	const kept = new WeakMap<Controller, Kept>();
	const keptOf = (controller: Controller): Kept => {
		const known = kept.get(controller);
		const made = known ?? {
			condition: undefined,
			lifetimes: undefined,
			lifetimesAtMs: Number.NEGATIVE_INFINITY,
		};
		kept.set(controller, made);
		return made;
	};

	async function ask(controller: Controller): Promise<void> {
		const own = keptOf(controller);
		own.condition = await controller.condition();
		const everyMs = isSettled(own.lifetimes, now()) ? LIFETIMES_EVERY_MS : UNSETTLED_AGAIN_MS;
		const atMs = performance.now();
		if (atMs - own.lifetimesAtMs < everyMs) return;
		own.lifetimesAtMs = atMs;
		own.lifetimes = await controller.lifetimes();
	}

	const tick = () => {
		for (const controller of domain.controllers) void ask(controller);
	};
	tick();
	const timer = setInterval(tick, CONDITION_EVERY_MS).unref();
	const stopListening = domain.onChange?.(tick);
	const all = () =>
		domain.controllers.map((controller) => {
			const { condition, lifetimes } = keptOf(controller);
			return { id: controller.id, condition, lifetimes };
		});
	return {
		all,
		state: () => domainState(all().map(({ condition }) => condition)),
		stop() {
			clearInterval(timer);
			stopListening?.();
		},
	};
}

/** Both expiry dates are known and too far away for a warning. */
function isSettled(lifetimes: ControllerLifetimes | undefined, at: Date): boolean {
	const ends = [lifetimes?.certificateEnds, lifetimes?.readerPasswordEnds];
	return ends.every(
		(end) =>
			end === "never" || (end !== undefined && end.getTime() - at.getTime() > WARN_BEFORE_MS),
	);
}

/** A controller that was not asked yet does not count against the domain. */
function domainState(conditions: readonly (ControllerCondition | undefined)[]): PartState {
	const unreadable = conditions.filter((one) => one?.isReadable === false).length;
	// DNS may list none at all.
	if (unreadable === 0 && conditions.length > 0) return "ok";
	return unreadable === conditions.length ? "away" : "degraded";
}
