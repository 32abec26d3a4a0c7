import { now } from "#lib/clock/clock.ts";
import type { ControllerObservations } from "#lib/core/readiness/ledger.ts";
import type { Observation } from "#lib/core/readiness/observation.ts";
import type { Person } from "#lib/core/watch/watch.ts";
import type { Controller, ManagedDomain } from "#lib/directory/managed-domain.ts";

/** A page does not wait for a controller that hangs; that controller counts as unread. */
const TIMEOUT_MS = 1_500;
/**
 * A baseline cannot be read later, and without one new keys cannot be assigned: allow as long as a controller may take to
 * connect and answer.
 */
const BASELINE_TIMEOUT_MS = 5_000;
/** Many people take a controller longer. */
const TIMEOUT_FOR_EACH_MS = 10;

/** Reads what every controller currently holds for one person, concurrently. Never rejects. */
export async function readNow(
	domain: ManagedDomain,
	person: Person,
): Promise<ControllerObservations> {
	return await readOne(domain, person, TIMEOUT_MS);
}

/** Like `readNow`, before a change is sent. */
export async function readBaseline(
	domain: ManagedDomain,
	person: Person,
): Promise<ControllerObservations> {
	return await readOne(domain, person, BASELINE_TIMEOUT_MS);
}

async function readOne(domain: ManagedDomain, person: Person, timeoutMs: number) {
	const answers = await readManyNow(domain, [person], timeoutMs);
	return answers.get(person.id) ?? new Map();
}

/** Like `readNow`, for many people in one query per controller. @returns by person id */
export async function readManyNow(
	domain: ManagedDomain,
	people: readonly Person[],
	timeoutMs = TIMEOUT_MS,
): Promise<Map<string, ControllerObservations>> {
	const answers = await Promise.all(
		domain.controllers.map(async (controller) => ({
			controller,
			observations: await readInTime(controller, people, timeoutMs),
		})),
	);
	const ofPerson = ({ id }: Person): ControllerObservations =>
		new Map(
			answers.map(({ controller, observations }) => [
				controller.id,
				{
					name: controller.name(),
					observation: observations.get(id) ?? unread("protocol"),
					domainMadeAt: controller.domainMadeAt(),
				},
			]),
		);
	return new Map(people.map((person) => [person.id, ofPerson(person)]));
}

/** A controller that times out gives an unread observation for everybody. */
async function readInTime(
	controller: Controller,
	people: readonly Person[],
	timeoutMs: number,
): Promise<Map<string, Observation>> {
	const timeout = Promise.withResolvers<Map<string, Observation>>();
	const timer = setTimeout(
		() => timeout.resolve(new Map(people.map(({ id }) => [id, unread("timeout")]))),
		timeoutMs + people.length * TIMEOUT_FOR_EACH_MS,
	);
	return await Promise.race([controller.read(people), timeout.promise]).finally(() =>
		clearTimeout(timer),
	);
}

function unread(reason: "timeout" | "protocol"): Observation {
	return { kind: "unread", readAt: now(), reason };
}
