import { randomUUID } from "node:crypto";
import * as z from "zod";

/**
 * How often a fault applies: without `times` until it is cleared. With `after`, that many calls succeed
 * first.
 */
const often = {
	times: z.int().positive().optional(),
	after: z.int().nonnegative().optional(),
};

const ofKind = <Kind extends string, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) =>
	z.strictObject({ kind: z.literal(kind), ...often, ...shape });

/** An injected fault, as in `POST /practice/faults`. */
export const faultSchema = z.discriminatedUnion("kind", [
	// Returns this status instead of the real answer. With `takesEffect` the call is executed first, as behind a
	// gateway that times out; with `body` the response is that text instead of Graph's.
	ofKind("status", {
		status: z.int().min(200).max(599),
		code: z.string().optional(),
		message: z.string().optional(),
		retryAfterSeconds: z.int().nonnegative().optional(),
		takesEffect: z.boolean().optional(),
		body: z.string().optional(),
	}),
	// Destroys the connection before anything takes effect.
	ofKind("cut-before", {}),
	// Takes effect, then destroys the connection without an answer.
	ofKind("cut-after", {}),
	ofKind("slow", { ms: z.int().nonnegative() }),
	// 401 until a token satisfies `claims`, by default an authentication context. With `interactive` only a
	// sign-in yields such a token, not a refresh token.
	ofKind("claims-challenge", {
		claims: z.string().optional(),
		interactive: z.boolean().optional(),
	}),
	// Reads show a change, or the password's date, only after this delay.
	ofKind("lag", { ms: z.int().nonnegative() }),
	// `expirePassword` answers as if it had worked (microsoftgraph/microsoft-graph-docs#4267).
	ofKind("no-effect", {}),
]);
export type Fault = z.output<typeof faultSchema>;

export type FaultRule = {
	readonly id: string;
	/** A person's id, or `all`. */
	readonly personId: string;
	/** `token`, `authorize` or a Graph operation such as `changePassword`, `me`; or `all`. */
	readonly operation: string;
	/** The user or group that a Graph operation is about; default: any. */
	readonly targetId?: string;
	readonly fault: Fault;
};

type NewFault = {
	personId?: string;
	operation?: string;
	targetId?: string;
	fault: Fault;
};

/** The properties of a call that faults depend on. */
export type Affected = {
	operation: string;
	personId: string | undefined;
	targetId?: string | undefined;
};

export type Faults = {
	set(rule: NewFault): FaultRule;
	/** One rule, or all. */
	clear(which?: { id: string }): void;
	list(): readonly FaultRule[];
	/** The rules that apply to this call now, oldest first. Does not count the call. */
	matching(call: Affected): readonly FaultRule[];
	/** Counts a call for the rules that let some succeed first. */
	countDown(call: Affected): void;
	/** Uses up one of a rule's `times`. */
	spend(rule: FaultRule): void;
};

/** The tenant's faults; initially none. */
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
			if (which) rules.delete(which.id);
			else rules.clear();
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
