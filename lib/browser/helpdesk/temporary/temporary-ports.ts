import { type Candidate, expiryPlan } from "#lib/core/cohort/expiry-plan.ts";
import type { Member } from "#lib/core/cohort/member.ts";
import { ok, type Result } from "#lib/core/failure.ts";
import {
	readTemporaryPassword,
	sendTemporaryPassword,
} from "#lib/entra/graph/temporary-password.ts";
import { callPortal } from "#lib/entra/sign-in/send-with-token.ts";
import type { SignIn } from "#lib/entra/sign-in/sign-in.ts";
import { sleep } from "../../sleep.ts";
import { asAgent, readAgain } from "../as-agent.ts";
import { type Rehearsed, readForRehearsal } from "../expire/expiry-calls.ts";
import { agentIdOf } from "../expire/expiry-session.ts";
import { beginTemporary, endTemporary } from "../helpdesk-api.ts";
import type { TemporaryPorts } from "./set-temporary.ts";

type LeftOut = ReturnType<typeof expiryPlan>["leftOut"][number]["reason"];

/** Facts to show beforehand, or why no helpdesk agent can set one here. */
export type TemporaryRehearsal =
	| { person: Candidate; read: Rehearsed }
	| { leftOut: LeftOut | "not-found" };

/** Why nobody can set one, as far as the person's own account tells it, without a rehearsal. */
export function impossibleFor(signIn: SignIn, person: Member): LeftOut | undefined {
	const candidate = { ...person, isExpired: undefined, isManagementRestricted: false };
	const rules = { agentId: agentIdOf(signIn), changedSince: undefined };
	const { leftOut } = expiryPlan([candidate], { ...rules, reach: "anybody", protectedIds: NOBODY });
	return leftOut[0]?.reason;
}

const NOBODY: ReadonlySet<string> = new Set();

/** Checks whether a temporary password can be set for somebody, as for expiring; changes nothing. */
export async function rehearseTemporary(
	signIn: SignIn,
	id: string,
): Promise<Result<TemporaryRehearsal>> {
	const rehearsed = await readForRehearsal(signIn, [id]);
	if (!rehearsed.ok) return rehearsed;
	const read = rehearsed.value;
	const { reach, protectedIds } = read;
	const rules = { agentId: agentIdOf(signIn), reach, protectedIds, changedSince: undefined };
	// Somebody who already has to change the password may need a new one in order to do so.
	const people = read.people.map((person) => ({ ...person, isExpired: undefined }));
	const { touched, leftOut } = expiryPlan(people, rules);
	const [person] = touched;
	return ok(person ? { person, read } : { leftOut: leftOut[0]?.reason ?? "not-found" });
}

/** Graph with the agent's own permissions, and the portal's server, which never receives the password. */
export function temporaryPorts(
	signIn: SignIn,
	{ id, userPrincipalName }: Member,
	password: string,
): TemporaryPorts {
	const person = { id, userPrincipalName };
	/** The server's time when it began, and this page's: the computer's clock may be wrong. */
	let start = { at: new Date(), ms: performance.now() };
	return {
		async readDate() {
			const read = await readAgain(signIn, id);
			return read.ok ? ok(read.value.lastPasswordChangeAt) : read;
		},
		async begin(lastChangedAt) {
			const begun = await callPortal(signIn, (token) =>
				beginTemporary(token, person, lastChangedAt),
			);
			if (!begun.ok) return begun;
			start = { at: begun.value.view.sentAt, ms: performance.now() };
			return ok(begun.value.ticket);
		},
		send: () =>
			asAgent(signIn, "expire-passwords", async (graphUrl, token) =>
				readTemporaryPassword(await sendTemporaryPassword(graphUrl, token, { id, password })),
			),
		async end(ticket, note) {
			const ended = await callPortal(signIn, (token) =>
				endTemporary(token, person, { ...note, ticket }),
			);
			return ended.ok;
		},
		now: () => new Date(start.at.getTime() + performance.now() - start.ms),
		sleep,
	};
}
