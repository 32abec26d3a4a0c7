import { type AgentReach, agentReach } from "#lib/core/cohort/agent-reach.ts";
import type { Candidate, Unread } from "#lib/core/cohort/expiry-plan.ts";
import { readRoleGroupPeople, readRoleHolders } from "#lib/entra/graph/read-role-holders.ts";
import type { SignIn } from "#lib/entra/sign-in/sign-in.ts";
import { type GraphRight, rightToken } from "../agent-rights.ts";
import { type ReadFailure, readCandidates } from "./read-candidates.ts";

/** Everything that a plan is made of, read anew. */
export type RehearsalRead =
	| {
			ok: true;
			people: Candidate[];
			unread: Unread[];
			reach: AgentReach;
			/** Whom the two highest roles alone reach, as far as it could be read. */
			protectedIds: ReadonlySet<string>;
			/** The right without which a part of them could not be read. */
			missing: GraphRight | undefined;
			/** Whether the tenant gives the agent the right to expire passwords at all. */
			mayExpire: boolean;
	  }
	| { ok: false; because: ReadFailure };

/** Reads who would be touched, what the agent's roles reach, and who holds a role; changes nothing. */
export async function readForRehearsal(
	signIn: SignIn,
	keys: readonly string[],
	onProgress: (done: number) => void,
): Promise<RehearsalRead> {
	const read = await readCandidates(signIn, keys, onProgress);
	if (!read.ok) return read;
	const [roles, groups, expireToken] = await Promise.all([
		asAgent(signIn, "read-roles", readRoleHolders),
		asAgent(signIn, "read-groups", readRoleGroupPeople),
		rightToken(signIn, "expire-passwords"),
	]);
	return {
		...read,
		reach: agentReach(roles?.ownTemplateIds),
		protectedIds: new Set([...(roles?.holders ?? []), ...(groups ?? [])]),
		missing: roles ? (groups ? undefined : "read-groups") : "read-roles",
		mayExpire: expireToken.ok || expireToken.because !== "consent-missing",
	};
}

/** Reads something with one of the agent's rights; `undefined` without it. */
async function asAgent<T>(
	signIn: SignIn,
	right: GraphRight,
	read: (graphUrl: string, token: string) => Promise<T | undefined>,
): Promise<T | undefined> {
	const token = await rightToken(signIn, right);
	return token.ok ? read(signIn.config.tenant.graphUrl, token.token) : undefined;
}
