import type { Observation } from "#lib/core/readiness/observation.ts";
import type { Controller } from "./managed-domain.ts";

/** For tests: a controller that holds the same for every account. */
export function exampleController(id: string, held: () => Observation): Controller {
	return {
		id,
		name: () => id,
		domainMadeAt: () => undefined,
		read: async (keys) => new Map(keys.map((key) => [key.id, held()])),
		findWritten: async () => new Map(),
		cached: () => undefined,
		followed: () => undefined,
		kerberosKeys: async () => "not-asked",
		condition: async () => ({ isReadable: true, isFollowed: true }),
		lifetimes: async () => ({ certificateEnds: undefined, readerPasswordEnds: undefined }),
		close: async () => undefined,
	};
}
