import { setTimeout as delay } from "node:timers/promises";
import type { Affected, Fault, FaultRule, Faults } from "./faults.ts";
import type { Answer, Reply } from "./http/call.ts";

export type StatusFault = Extract<Fault, { kind: "status" }>;
export type ChallengeFault = Extract<Fault, { kind: "claims-challenge" }>;

export type Gate = Affected & {
	/** How this interface returns a status. */
	refuse(fault: StatusFault): Answer;
	/** The challenge, or undefined if the caller's token satisfies it. */
	challenge?(fault: ChallengeFault): Answer | undefined;
};

/** Runs `handle` with the faults before and after it. */
export async function throughFaults(
	faults: Faults,
	gate: Gate,
	handle: () => Promise<Reply>,
): Promise<Reply> {
	const rules = faults.matching(gate);
	faults.countDown(gate);
	for (const rule of rules) {
		const reply = await before(rule, gate);
		if (reply === undefined) continue;
		faults.spend(rule);
		if (reply !== "went on") return reply;
	}
	const reply = await handle();
	const after = rules.find(({ fault }) => comesAfter(fault));
	// A sent response can neither be cut nor replaced.
	if (after === undefined || reply === "sent") return reply;
	faults.spend(after);
	return after.fault.kind === "status" ? statusAnswer(after.fault, gate) : "cut";
}

/** Whether a fault applies after the call has been executed. */
function comesAfter(fault: Fault): boolean {
	return fault.kind === "status" ? fault.takesEffect === true : fault.kind === "cut-after";
}

function statusAnswer(fault: StatusFault, gate: Gate): Answer {
	if (fault.body === undefined) return gate.refuse(fault);
	return { status: fault.status, headers: { "content-type": "text/html" }, body: fault.body };
}

async function before({ fault }: FaultRule, gate: Gate): Promise<Reply | "went on" | undefined> {
	switch (fault.kind) {
		case "slow":
			await delay(fault.ms, undefined, { ref: false });
			return "went on";
		case "cut-before":
			return "cut";
		case "status":
			return comesAfter(fault) ? undefined : statusAnswer(fault, gate);
		case "claims-challenge":
			return gate.challenge?.(fault);
		case "cut-after":
		case "lag":
		case "no-effect":
			return undefined;
	}
}

/** The longest read-after-write lag among the faults of an operation, in milliseconds. */
export function lagMs(faults: Faults, call: Affected): number {
	const lags = faults.matching(call).map(({ fault }) => (fault.kind === "lag" ? fault.ms : 0));
	return Math.max(0, ...lags);
}
