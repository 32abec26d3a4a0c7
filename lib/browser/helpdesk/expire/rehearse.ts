import { type AgentReach, agentReach } from "#lib/core/cohort/agent-reach.ts";
import type { Candidate, Unread } from "#lib/core/cohort/expiry-plan.ts";
import { readRoleHolders } from "../../graph/read-role-holders.ts";
import type { SignIn } from "../../sign-in/sign-in.ts";
import { rightToken } from "../agent-rights.ts";
import { type ReadFailure, readCandidates } from "./read-candidates.ts";

/** Everything that a plan is made of, read anew. */
export type RehearsalRead =
	| {
			ok: true;
			people: Candidate[];
			unread: Unread[];
			reach: AgentReach;
			roleHolders: ReadonlySet<string> | undefined;
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
	const [rolesToken, expireToken] = await Promise.all([
		rightToken(signIn, "read-roles"),
		rightToken(signIn, "expire-passwords"),
	]);
	const roles = rolesToken.ok
		? await readRoleHolders(signIn.config.tenant.graphUrl, rolesToken.token)
		: undefined;
	return {
		...read,
		reach: agentReach(roles?.ownTemplateIds),
		roleHolders: roles?.holders,
		mayExpire: expireToken.ok || expireToken.because !== "consent-missing",
	};
}
