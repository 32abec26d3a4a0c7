import { randomUUID } from "node:crypto";

/** Something that goes wrong on purpose. Without `times` it lasts until it is cleared. */
export type Fault =
	| {
			kind: "status";
			status: number;
			code?: string;
			message?: string;
			retryAfterSeconds?: number;
			times?: number;
	  }
	/** The connection is destroyed before anything took effect. */
	| { kind: "cut-before"; times?: number }
	/** It takes effect, then the connection is destroyed without an answer. */
	| { kind: "cut-after"; times?: number }
	/** It takes effect twice and the second answer goes out, as when the browser sends it again. */
	| { kind: "resent"; times?: number }
	| { kind: "slow"; ms: number; times?: number }
	/**
	 * 401 until a token comes that fulfils `claims`, by default an authentication context. With
	 * `interactive` the token is not had from a refresh token, only from a sign-in.
	 */
	| { kind: "claims-challenge"; claims?: string; interactive?: boolean; times?: number }
	/** A read shows the time of the password change only so long after the change. */
	| { kind: "lag"; ms: number; times?: number };

export type FaultKind = Fault["kind"];

export type FaultRule = {
	readonly id: string;
	/** A person's id, or `all`. */
	readonly personId: string;
	/** `token`, `authorize` or a Graph operation such as `changePassword`, `me`; or `all`. */
	readonly operation: string;
	readonly fault: Fault;
};

export type NewFault = { personId?: string; operation?: string; fault: Fault };

export type Faults = {
	set(rule: NewFault): FaultRule;
	/** One rule, or every rule of a person, or all. */
	clear(which?: { id: string } | { personId: string }): void;
	list(): readonly FaultRule[];
	/** What holds for this person and operation now, oldest first. Uses nothing up. */
	matching(operation: string, personId: string | undefined): readonly FaultRule[];
	/** Uses up one of a rule's `times`. */
	spend(rule: FaultRule): void;
};

/** The tenant's faults; none to begin with. */
export function createFaults(): Faults {
	const rules = new Map<string, FaultRule>();
	return {
		set({ personId = "all", operation = "all", fault }) {
			const rule = { id: randomUUID(), personId, operation, fault };
			rules.set(rule.id, rule);
			return rule;
		},
		clear(which) {
			for (const rule of [...rules.values()]) {
				const isMeant =
					which === undefined ||
					("id" in which ? rule.id === which.id : rule.personId === which.personId);
				if (isMeant) rules.delete(rule.id);
			}
		},
		list: () => [...rules.values()],
		matching: (operation, personId) =>
			[...rules.values()].filter(
				(rule) =>
					(rule.operation === "all" || rule.operation === operation) &&
					(rule.personId === "all" || rule.personId === personId),
			),
		spend({ id }) {
			const rule = rules.get(id);
			if (rule?.fault.times === undefined) return;
			if (rule.fault.times <= 1) rules.delete(id);
			else rules.set(id, { ...rule, fault: { ...rule.fault, times: rule.fault.times - 1 } });
		},
	};
}
