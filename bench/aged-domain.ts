import {
	type SimulatedDomainOptions,
	startSimulatedDomain,
} from "../practice/domain/simulated-domain.ts";
import { CONTROLLERS, type DomainPerson, type DomainStandIn } from "../practice/domain/stand-in.ts";

const WRITTEN_BEFORE_MS = 24 * 60 * 60_000;

/**
 * A simulated domain in which everybody's account was written a day ago. People with fresh keys are judged again two
 * and three minutes later. Here that would happen to all of them at once and be measured as the cost of waiting.
 */
export async function startAgedDomain(
	people: readonly DomainPerson[],
	options: Pick<SimulatedDomainOptions, "dataDir" | "onTraffic">,
): Promise<DomainStandIn> {
	let ageMs = WRITTEN_BEFORE_MS;
	const clock = () => new Date(Date.now() - ageMs);
	const domain = await startSimulatedDomain({ ...options, ports: { dc1: 0, dc2: 0 }, clock });
	for (const at of CONTROLLERS) await domain.addMany(at, people, "old");
	ageMs = 0;
	return domain;
}
