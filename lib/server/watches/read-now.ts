import type { Observation } from "#lib/core/readiness/observation.ts";
import type { ControllerObservations, Person } from "#lib/core/watch/watch.ts";
import { now } from "#lib/server/clock/clock.ts";
import type { Controller, ManagedDomain } from "#lib/server/managed-domain/managed-domain.ts";

/** A person at a page does not wait for a controller that hangs; it counts as unread. */
const TIMEOUT_MS = 1_500;

/** Asks every controller at once what it holds of one person. Never rejects. */
export async function readNow(
	domain: ManagedDomain,
	person: Person,
): Promise<ControllerObservations> {
	const answers = await Promise.all(
		domain.controllers.map(async (controller) => {
			const observation = await readOne(controller, person);
			const answer = {
				name: controller.name(),
				observation,
				domainMadeAt: controller.domainMadeAt(),
			};
			return [controller.id, answer] as const;
		}),
	);
	return new Map(answers);
}

async function readOne(controller: Controller, person: Person): Promise<Observation> {
	const unread = (reason: "timeout" | "protocol"): Observation => ({
		kind: "unread",
		readAt: now(),
		reason,
	});
	const timeout = Promise.withResolvers<Observation>();
	const timer = setTimeout(() => timeout.resolve(unread("timeout")), TIMEOUT_MS);
	const answer = controller
		.read([person])
		.then((answers) => answers.get(person.id) ?? unread("protocol"));
	return await Promise.race([answer, timeout.promise]).finally(() => clearTimeout(timer));
}
