import type { AgentReach } from "./agent-reach.ts";
import type { Member } from "./member.ts";

/** Somebody whose password may be expired, as Entra holds them now. */
export type Candidate = Member & {
	/** `forceChangePasswordNextSignIn`; `undefined`: Entra does not show it. */
	isExpired: boolean | undefined;
	/** In a restricted management administrative unit, which roles for the whole tenant do not reach. */
	isManagementRestricted: boolean;
};

/** Why somebody is left out; each has words in the catalogues. The first that is true is said. */
export const LEFT_OUT_REASONS = [
	"self",
	"external",
	"synchronised",
	"disabled",
	"already-expired",
	"changed-since",
	"restricted",
	"role-holder",
	"role-too-low",
] as const;
type LeftOutReason = (typeof LEFT_OUT_REASONS)[number];

/** What of a list is nobody's name; each reason has words in the catalogues. */
export const UNREAD_REASONS = ["not-found", "not-a-user-name", "twice"] as const;
export type Unread = { text: string; reason: (typeof UNREAD_REASONS)[number] };

export type LeftOut = { person: Candidate; reason: LeftOutReason };
export type ExpiryPlan = { touched: Candidate[]; leftOut: LeftOut[] };

export type PlanRules = {
	/** The agent, who is never touched: the next call would be the last. */
	agentId: string;
	reach: AgentReach;
	/**
	 * Those whom the two highest roles alone reach: holders of a role that matters, members and owners of
	 * groups that can hold one. As far as it could be read; Graph refuses the others itself.
	 */
	protectedIds: ReadonlySet<string>;
	/** People who changed the password at this time or later are left out. */
	changedSince: Date | undefined;
};

/** Says of each person, once, whether their password would be expired, and if not, why not. */
export function expiryPlan(people: readonly Candidate[], rules: PlanRules): ExpiryPlan {
	const each = new Map(people.map((person) => [person.id, person]));
	const plan: ExpiryPlan = { touched: [], leftOut: [] };
	for (const person of each.values()) {
		const reason = leftOutReason(person, rules);
		if (reason) plan.leftOut.push({ person, reason });
		else plan.touched.push(person);
	}
	return plan;
}

function leftOutReason(
	person: Candidate,
	{ agentId, reach, protectedIds, changedSince }: PlanRules,
): LeftOutReason | undefined {
	const { lastPasswordChangeAt: changedAt } = person;
	const reasons: Record<LeftOutReason, boolean | undefined> = {
		self: person.id === agentId,
		external: person.isExternal,
		synchronised: person.isSynchronised,
		disabled: !person.isEnabled,
		"already-expired": person.isExpired,
		"changed-since": changedSince && changedAt && changedAt >= changedSince,
		restricted: person.isManagementRestricted,
		"role-holder": reach !== "anybody" && protectedIds.has(person.id),
		"role-too-low": reach === "nobody",
	};
	return LEFT_OUT_REASONS.find((reason) => reasons[reason]);
}
