import type { Watch } from "#lib/core/watch/watch.ts";

/** `undefined`: the watch was forgotten. */
type Listener = (watch: Watch | undefined) => void;

/** The listeners for watches, by ticket. */
export function keepListeners() {
	const listeners = new Map<string, Set<Listener>>();
	return {
		notify(ticket: string, watch: Watch | undefined): void {
			for (const listener of listeners.get(ticket) ?? []) listener(watch);
		},
		tickets: () => [...listeners.keys()],
		/** @returns unsubscribe */
		listen(ticket: string, listener: Listener): () => void {
			const set = listeners.get(ticket) ?? new Set();
			listeners.set(ticket, set.add(listener));
			return () => {
				set.delete(listener);
				if (set.size === 0 && listeners.get(ticket) === set) listeners.delete(ticket);
			};
		},
	};
}
