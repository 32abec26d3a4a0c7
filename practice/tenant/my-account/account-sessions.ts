import { randomUUID } from "node:crypto";
import type { Call } from "../http/call.ts";
import { cookieOf } from "../http/cookies.ts";
import type { Person } from "../people.ts";
import type { Authority } from "../sign-in/authority.ts";

const COOKIE = "practice_account";
/** oidc-provider's cookie of the sign-in page's session. */
const SESSION_COOKIE = "_session";

/** The person on the account page: by its own sign-in, otherwise by the sign-in page's session. */
export type AccountVisit = { person: Person; sessionUid: string | undefined };

export type AccountSessions = {
	visit(call: Call): Promise<AccountVisit | undefined>;
	/** @returns the header that keeps somebody signed in on the account page. */
	open(person: Person): { "set-cookie": string };
};

/** Remembers in memory who signed in on the account page itself. */
export function createAccountSessions({ people, signIns }: Authority): AccountSessions {
	const own = new Map<string, string>();
	const sessions = signIns.adapter("Session");
	return {
		async visit(call) {
			const personId = own.get(cookieOf(call, COOKIE) ?? "");
			const stored = await sessions.find(cookieOf(call, SESSION_COOKIE) ?? "");
			const person = people.find(personId ?? stored?.accountId ?? "");
			return person?.accountEnabled === true ? { person, sessionUid: stored?.uid } : undefined;
		},
		open({ id }) {
			const key = randomUUID();
			own.set(key, id);
			return { "set-cookie": `${COOKIE}=${key}; Path=/myaccount; HttpOnly; SameSite=Lax` };
		},
	};
}
