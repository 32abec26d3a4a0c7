import { callPortal } from "#lib/browser/call-portal.ts";
import { type Candidate, expiryPlan } from "#lib/core/cohort/expiry-plan.ts";
import type { Member } from "#lib/core/cohort/member.ts";
import {
	readTemporaryPassword,
	sendTemporaryPassword,
} from "#lib/entra/graph/temporary-password.ts";
import type { SignIn } from "#lib/entra/sign-in/sign-in.ts";
import { withToken } from "#lib/entra/sign-in/with-token.ts";
import { sleep } from "../../sleep.ts";
import { rightToken } from "../agent-rights.ts";
import { type RehearsalRead, readForRehearsal } from "../expire/expiry-calls.ts";
import { agentIdOf } from "../expire/expiry-session.ts";
import { readAgain } from "../find-person.ts";
import { beginTemporary, endTemporary } from "../helpdesk-api.ts";
import type { TemporaryPorts } from "./set-temporary.ts";

type Read = Extract<RehearsalRead, { ok: true }>;

/** Why nobody of the helpdesk can set it here, or what to know beforehand. */
export type TemporaryRehearsal =
	| { ok: true; person: Candidate; read: Read }
	| { ok: false; leftOut: ReturnType<typeof expiryPlan>["leftOut"][number]["reason"] | "not-found" }
	| { ok: false; failed: Extract<RehearsalRead, { ok: false }>["because"] };

/** Reads whether a temporary password can be set for somebody, as for expiring; changes nothing. */
export async function rehearseTemporary(signIn: SignIn, id: string): Promise<TemporaryRehearsal> {
	const read = await readForRehearsal(signIn, [id], () => undefined);
	if (!read.ok) return { ok: false, failed: read.because };
	const { reach, protectedIds } = read;
	const rules = { agentId: agentIdOf(signIn), reach, protectedIds, changedSince: undefined };
	// Somebody who already has to change the password may need another one to do it with.
	const people = read.people.map((person) => ({ ...person, isExpired: undefined }));
	const { touched, leftOut } = expiryPlan(people, rules);
	const [person] = touched;
	if (!person) return { ok: false, leftOut: leftOut[0]?.reason ?? "not-found" };
	return { ok: true, person, read };
}

/** Graph with the agent's own rights, and the portal's server, which never gets the password. */
export function temporaryPorts(
	signIn: SignIn,
	{ id, userPrincipalName }: Member,
	password: string,
): TemporaryPorts {
	const person = { id, userPrincipalName };
	const { graphUrl } = signIn.config.tenant;
	return {
		async readDate() {
			const read = await readAgain(signIn, id);
			return read.ok ? { ok: true, at: read.person.lastPasswordChangeAt } : read;
		},
		async begin(lastChangedAt) {
			const begun = await callPortal(signIn, (token) =>
				beginTemporary(token, person, lastChangedAt),
			);
			return begun.ok ? { ok: true, value: begun.value.ticket } : begun;
		},
		async send() {
			const sent = await withToken({
				token: (claims) => rightToken(signIn, "expire-passwords", claims),
				send: async (token) =>
					readTemporaryPassword(await sendTemporaryPassword(graphUrl, token, { id, password })),
				challengeOf: (answer) => (answer.outcome === "refused" ? answer.challenge : undefined),
			});
			return sent.ok ? sent.result : { outcome: "not-sent", because: NOT_SENT[sent.because] };
		},
		async end(ticket, note) {
			const ended = await callPortal(signIn, (token) =>
				endTemporary(token, person, { ...note, ticket }),
			);
			return ended.ok || FINAL.some((code) => code === ended.code);
		},
		now: () => new Date(),
		sleep,
	};
}

/** Answers that stay the same however often it is told. */
const FINAL = ["watch-not-found", "watch-ended", "body-mistaken"] as const;

const NOT_SENT = {
	offline: "no-answer",
	"interaction-needed": "sign-in-needed",
	"consent-missing": "consent-missing",
} as const;
