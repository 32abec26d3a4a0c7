import type { Controller } from "#lib/directory/managed-domain.ts";
import type { OpenDomain } from "#lib/directory/open-domain.ts";
import type { Store } from "#lib/server/store/store.ts";
import type { Metrics } from "./metrics.ts";

/**
 * The same domain, with its readings counted and timed, and its polls for changes counted. A
 * controller stays the same object.
 */
export function measuredDomain(
	domain: OpenDomain,
	metrics: Pick<Metrics, "domainRead" | "askedForUsn">,
): OpenDomain {
	const measured = new WeakMap<Controller, Controller>();

	function measure(controller: Controller): Controller {
		const known = measured.get(controller);
		if (known) return known;
		const made: Controller = {
			...controller,
			async read(keys) {
				const startedMs = performance.now();
				const observations = await controller.read(keys);
				const [first] = observations.values();
				metrics.domainRead({
					controller: controller.id,
					outcome: first?.kind === "unread" ? first.reason : "read",
					seconds: (performance.now() - startedMs) / 1_000,
				});
				return observations;
			},
			async findWritten() {
				const written = await controller.findWritten();
				metrics.askedForUsn({ controller: controller.id, written: written.size });
				return written;
			},
		};
		measured.set(controller, made);
		return made;
	}

	return {
		...domain,
		get controllers() {
			return domain.controllers.map(measure);
		},
	};
}

/** The same store, with each wait counted when this process adds it. */
export function measuredWaits(store: Store, metrics: Pick<Metrics, "waited">): Store {
	return {
		...store,
		addWait(watch, wait) {
			metrics.waited(wait.waitMs / 1_000);
			return store.addWait(watch, wait);
		},
	};
}
