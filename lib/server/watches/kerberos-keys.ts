import { now } from "#lib/clock/clock.ts";
import { changeOf, type PersonLedger, takeReadings } from "#lib/core/readiness/ledger.ts";
import type { Observation } from "#lib/core/readiness/observation.ts";
import { type ReadinessState, wantsKerberosAnswer } from "#lib/core/readiness/readiness.ts";
import { isSameAccount } from "#lib/core/readiness/same-account.ts";
import type { Watch } from "#lib/core/watch/watch.ts";
import type { Controller } from "#lib/directory/managed-domain.ts";
import type { LiveWatches } from "./live-watches.ts";

/** Records a controller's answer in a ledger. */
export const takeFrom =
	(controller: Controller) => (ledger: PersonLedger, observation: Observation) =>
		takeReadings(ledger, new Map([[controller.id, answerOf(controller, observation)]]));

export function answerOf(controller: Controller, observation: Observation) {
	return { name: controller.name(), observation, domainMadeAt: controller.domainMadeAt() };
}

/** Whether a controller's Kerberos service may soon answer differently: it is silent, or lacks the new keys. */
export function isAnswerPending({ id }: Controller, { controllers }: PersonLedger): boolean {
	const latest = controllers.find((one) => one.id === id)?.latest;
	const answer = latest?.kind === "present" ? latest.kerberosKeys : undefined;
	return answer === "silent" || answer === "none" || answer === "rc4";
}

/** If an account seems to have new keys, asks the controller's Kerberos service whether they are complete. */
export async function withKerberosKeys(
	controller: Controller,
	live: LiveWatches,
	{ personId, read }: { personId: string; read: Observation },
): Promise<Observation> {
	if (read.kind !== "present") return read;
	const asked = await Promise.all(
		live.of(personId).map((watch) => isAnswerWanted(controller, live, { watch, read })),
	);
	if (!asked.some(Boolean)) return read;
	return { ...read, kerberosKeys: await controller.kerberosKeys(read.account) };
}

const ANSWERED: ReadinessState[] = ["open", "waiting", "usable"];

/** Whether no keys are waiting for an answer, until the account is written again. */
export function isAnswered({ state }: Watch): boolean {
	return ANSWERED.includes(state);
}

async function isAnswerWanted(
	controller: Controller,
	live: LiveWatches,
	{ watch, read }: { watch: Watch; read: Observation & { kind: "present" } },
): Promise<boolean> {
	const known = live
		.recordedLedgerOf(watch.person.id)
		.controllers.find(({ id }) => id === controller.id);
	const before = known?.latest.kind === "present" ? known.latest.account : undefined;
	const isKnown = before && isSameAccount(before, read.account);
	if (isKnown && isAnswered(watch)) return false;
	const surroundings = await live.surroundings(watch);
	const ledger = takeFrom(controller)(surroundings.ledger, read);
	const change = changeOf(ledger, watch.ticket);
	if (!change) return false;
	return wantsKerberosAnswer(
		{ ...surroundings, ledger, change },
		controller.id,
		read.account,
		now(),
	);
}
