import { now } from "#lib/clock/clock.ts";
import {
	type ControllerLedger,
	type PersonLedger,
	takeReadings,
} from "#lib/core/readiness/ledger.ts";
import type { Observation } from "#lib/core/readiness/observation.ts";
import type { Controller } from "#lib/directory/managed-domain.ts";
import { answerOf } from "./kerberos-keys.ts";

/**
 * What a controller held of a person at its last answer, if the ledger says the same: nothing was written since, so nothing has
 * to be read or judged. A reading of the same content after a gap is a different object.
 */
export function stillHeld(controller: Controller, ledger: PersonLedger): Observation | undefined {
	const latest = ledger.controllers.find(({ id }) => id === controller.id)?.latest;
	return latest && heldAs(latest, controller.cached(ledger.personId));
}

function heldAs(latest: Observation, cached: Observation | undefined): Observation | undefined {
	if (latest.kind !== cached?.kind) return undefined;
	const isSame =
		latest.kind !== "present" || cached.kind !== "present" || latest.account === cached.account;
	return isSame ? cached : undefined;
}

/** A ledger whose readings carry the times of the controllers' last confirmations. */
export function confirmed(controllers: readonly Controller[], ledger: PersonLedger): PersonLedger {
	const at = now();
	const answers = ledger.controllers.flatMap(({ id, latest }) => {
		const controller = controllers.find((one) => one.id === id);
		const held = controller && heldAs(latest, controller.cached(ledger.personId));
		// The time nearer to now, not the later one: the clock may have been set back.
		const isNearer = held && ageMs(held, at) < ageMs(latest, at);
		return isNearer ? [[id, answerOf(controller, held)] as const] : [];
	});
	return answers.length > 0 ? takeReadings(ledger, new Map(answers)) : ledger;
}

function ageMs({ readAt }: Observation, at: Date): number {
	return Math.abs(at.getTime() - readAt.getTime());
}

/** When a controller was last read for a person, or confirmed its reading. */
export function lastChecked(
	controllers: readonly Controller[],
	{ personId, ...ledger }: PersonLedger,
): Date | undefined {
	return ledger.controllers
		.filter(({ latest }) => latest.kind !== "unread")
		.map(({ id, latest }: ControllerLedger) => {
			const cached = controllers.find((one) => one.id === id)?.cached(personId);
			return (heldAs(latest, cached) ?? latest).readAt;
		})
		.reduce<Date | undefined>((last, at) => (last && last > at ? last : at), undefined);
}
