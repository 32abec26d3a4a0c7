import type { User } from "@microsoft/microsoft-graph-types";
import type { Candidate } from "#lib/core/cohort/expiry-plan.ts";
import type { BatchCall } from "./batch.ts";
import { directoryUser, USER_FIELDS } from "./directory-user.ts";
import type { GraphAnswer } from "./graph-answer.ts";

const MORE: readonly (keyof User)[] = ["passwordProfile", "isManagementRestricted"];
const FIELDS = [USER_FIELDS, ...MORE].join(",");

/** The result of reading one person. */
export type CandidateRead =
	| { kind: "person"; person: Candidate }
	| { kind: "gone" }
	/** Graph cannot parse the name. */
	| { kind: "unreadable" }
	| { kind: "throttled" | "unauthorised" | "refused" | "no-answer" };

/** @param key an object id or a user principal name, which identifies the answer */
export function candidateCall(key: string): BatchCall {
	return { id: key, method: "GET", url: `/users/${encodeURIComponent(key)}?$select=${FIELDS}` };
}

/** Interprets Graph's answer for one person. */
export function readCandidate(answer: GraphAnswer | undefined): CandidateRead {
	if (!answer) return { kind: "no-answer" };
	const { status, body } = answer;
	if (status === 200) {
		const user = (body ?? {}) as Record<string, unknown>;
		return user.id ? { kind: "person", person: candidate(user) } : { kind: "no-answer" };
	}
	if (status >= 500 || status === 408) return { kind: "no-answer" };
	if (status === 404) return { kind: "gone" };
	if (status === 400) return { kind: "unreadable" };
	if (status === 429) return { kind: "throttled" };
	return { kind: status === 401 ? "unauthorised" : "refused" };
}

function candidate(user: Record<string, unknown>): Candidate {
	const profile = user.passwordProfile as Record<string, unknown> | null | undefined;
	const force = profile?.forceChangePasswordNextSignIn;
	return {
		...directoryUser(user),
		isExpired: typeof force === "boolean" ? force : undefined,
		isManagementRestricted: user.isManagementRestricted === true,
	};
}
