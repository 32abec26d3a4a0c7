import type { AgentReach } from "./agent-reach.ts";
import type { Member } from "./member.ts";

/** Somebody whose password may be expired, as currently in Entra. */
export type Candidate = Member & {
	/** `forceChangePasswordNextSignIn`; `undefined`: Entra does not return it. */
	isExpired: boolean | undefined;
	/** In a restricted management administrative unit, out of reach of tenant-wide roles. */
	isManagementRestricted: boolean;
};

/** Why somebody is left out; each reason has a text in the catalogues. The first that applies is shown. */
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

/** Why an entry of a list is not used; each reason has a text in the catalogues. */
export const UNREAD_REASONS = ["not-found", "not-a-user-name", "twice"] as const;
export type Unread = { text: string; reason: (typeof UNREAD_REASONS)[number] };

export type LeftOut = { person: Candidate; reason: LeftOutReason };
export type ExpiryPlan = { touched: Candidate[]; leftOut: LeftOut[] };

export type PlanRules = {
	/** The agent, who is always left out: an agent whose password expires cannot continue the run. */
	agentId: string;
	reach: AgentReach;
	/**
	 * People whom only the two highest roles reach: holders of a role that matters, members and
	 * owners of role-assignable groups. Only as far as it could be read; Graph refuses the others
	 * itself.
	 */
	protectedIds: ReadonlySet<string>;
	/** People who changed the password at or after this time are left out. */
	changedSince: Date | undefined;
};

/** Decides for each person, once, whether their password is expired, and if not, why. */
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
