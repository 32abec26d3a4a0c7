import { randomUUID } from "node:crypto";

/**
 * How often something goes wrong: without `times` until it is cleared. With `after`, so many calls go
 * well first.
 */
type Often = { times?: number; after?: number };

/** Something that goes wrong on purpose. */
export type Fault = Often &
	/**
	 * This answer instead of the real one. With `takesEffect` the call is carried out before, as behind a
	 * gateway that gives up waiting; with `body` the answer is that text, and nothing of Graph's.
	 */
	(
		| {
				kind: "status";
				status: number;
				code?: string;
				message?: string;
				retryAfterSeconds?: number;
				takesEffect?: boolean;
				body?: string;
		  }
		/** The connection is destroyed before anything took effect. */
		| { kind: "cut-before" }
		/** It takes effect, then the connection is destroyed without an answer. */
		| { kind: "cut-after" }
		/** It takes effect twice and the second answer goes out, as when the browser sends it again. */
		| { kind: "resent" }
		| { kind: "slow"; ms: number }
		/**
		 * 401 until a token comes that fulfils `claims`, by default an authentication context. With
		 * `interactive` the token is not had from a refresh token, only from a sign-in.
		 */
		| { kind: "claims-challenge"; claims?: string; interactive?: boolean }
		/** A read shows what was changed, or when the password was, only so long after the change. */
		| { kind: "lag"; ms: number }
		/** `expirePassword` answers as if it had been done (microsoftgraph/microsoft-graph-docs#4267). */
		| { kind: "no-effect" }
	);

export type FaultRule = {
	readonly id: string;
	/** A person's id, or `all`. */
	readonly personId: string;
	/** `token`, `authorize` or a Graph operation such as `changePassword`, `me`; or `all`. */
	readonly operation: string;
	/** The user or group that a Graph operation is about; any when it is left out. */
	readonly targetId?: string;
	readonly fault: Fault;
};

type NewFault = {
	personId?: string;
	operation?: string;
	targetId?: string;
	fault: Fault;
};

/** One call, as far as faults ask about it. */
export type Affected = {
	operation: string;
	personId: string | undefined;
	targetId?: string | undefined;
};

export type Faults = {
	set(rule: NewFault): FaultRule;
	/** One rule, or every rule of a person, or all. */
	clear(which?: { id: string } | { personId: string }): void;
	list(): readonly FaultRule[];
	/** What holds for this call now, oldest first. Uses nothing up. */
	matching(call: Affected): readonly FaultRule[];
	/** One more call has come to the rules that let some go well first. */
	countDown(call: Affected): void;
	/** Uses up one of a rule's `times`. */
	spend(rule: FaultRule): void;
};

/** The tenant's faults; none to begin with. */
export function createFaults(): Faults {
	const rules = new Map<string, FaultRule>();
	const about = (call: Affected): FaultRule[] =>
		[...rules.values()].filter((rule) => isAbout(rule, call));
	return {
		set({ personId = "all", operation = "all", targetId, fault }) {
			const target = targetId === undefined ? {} : { targetId };
			const rule = { id: randomUUID(), personId, operation, ...target, fault };
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
		matching: (call) => about(call).filter(({ fault }) => (fault.after ?? 0) === 0),
		countDown(call) {
			for (const rule of about(call)) {
				const after = (rule.fault.after ?? 0) - 1;
				if (after >= 0) rules.set(rule.id, { ...rule, fault: { ...rule.fault, after } });
			}
		},
		spend({ id }) {
			const rule = rules.get(id);
			if (rule?.fault.times === undefined) return;
			if (rule.fault.times <= 1) rules.delete(id);
			else rules.set(id, { ...rule, fault: { ...rule.fault, times: rule.fault.times - 1 } });
		},
	};
}

function isAbout(rule: FaultRule, { operation, personId, targetId }: Affected): boolean {
	return (
		(rule.operation === "all" || rule.operation === operation) &&
		(rule.personId === "all" || rule.personId === personId) &&
		(rule.targetId === undefined || rule.targetId === targetId)
	);
}
