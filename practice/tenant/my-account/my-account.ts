import { randomUUID } from "node:crypto";
import { isExternal } from "../directory/home.ts";
import { throughFaults } from "../fault-gate.ts";
import { type Call, formFields, type Reply, type Route, seeOther } from "../http/call.ts";
import { cookieOf } from "../http/cookies.ts";
import { isFromOwnPage } from "../http/loopback.ts";
import { changeOwnPassword } from "../own-password.ts";
import { passwordProblem } from "../passwords/policy.ts";
import type { Person } from "../people.ts";
import type { Authority } from "../sign-in/authority.ts";
import type { Problem } from "../sign-in/form-parts.ts";
import { judgePassword } from "../sign-in/judgement.ts";
import { newPasswordProblem } from "../sign-in/sign-in-pages.ts";
import {
	accountSignInPage,
	appsPage,
	CHANGE,
	changePage,
	MY_ACCOUNT,
	PROFILE,
	profilePage,
	SIGN_IN,
	unavailablePage,
} from "./account-pages.ts";

/**
 * Simulates Microsoft's own page: sign-in, profile tab, Change password tile and form. Faults of
 * `myAccount` apply to the form's submission.
 */
export function myAccountRoutes(authority: Authority): Route {
	const sessions = createAccountSessions(authority);
	return async (call) => {
		const { pathname } = call.url;
		if (pathname !== MY_ACCOUNT && !pathname.startsWith(`${MY_ACCOUNT}/`)) return undefined;
		if (call.method === "POST" && !isFromOwnPage(call.headers)) return { status: 403 };
		if (call.method === "POST" && pathname === SIGN_IN) return signIn(call, sessions, authority);
		const visit = await sessions.visit(call);
		if (visit === undefined) return accountSignInPage("");
		call.personId = visit.person.id;
		if (call.method === "POST") return send(call, visit, authority);
		return shown(call, visit);
	};
}

function shown({ url }: Call, { person }: AccountVisit): Reply {
	switch (url.pathname) {
		case MY_ACCOUNT:
			return appsPage(person);
		case PROFILE:
			return profilePage(person, { isChanged: url.searchParams.has("changed") });
		case CHANGE: {
			const reason = changeObstacle(person);
			return reason === undefined ? changePage() : unavailablePage(reason);
		}
		default:
			return { status: 404, body: "There is nothing here." };
	}
}

function signIn(call: Call, sessions: AccountSessions, authority: Authority): Reply {
	const { username: userName = "", password = "" } = formFields(call);
	const judgement = judgePassword(authority, { userName, password });
	if (judgement.outcome === "again" || !judgement.person.accountEnabled) {
		const { refusal } = judgement.outcome === "again" ? judgement : { refusal: { code: 50057 } };
		const text = `We cannot sign you in (AADSTS${refusal.code})`;
		return accountSignInPage(userName, { field: "password", text });
	}
	const { status, headers } = seeOther(MY_ACCOUNT);
	return { status, headers: { ...headers, ...sessions.open(judgement.person) } };
}

function send(call: Call, visit: AccountVisit, authority: Authority): Promise<Reply> {
	const gate = {
		operation: "myAccount",
		personId: visit.person.id,
		refuse: ({ status }: { status: number }) => ({ status, body: "Something went wrong." }),
	};
	return throughFaults(authority.faults, gate, () => changeHere(call, visit, authority));
}

/** Why this account's password cannot be changed on the account page; undefined if it can. */
function changeObstacle(person: Person): string | undefined {
	if (isExternal(person)) return "Your password belongs to another organisation.";
	if (person.onPremisesSyncEnabled === true) {
		return "Your organisation does not let you change your password on this site.";
	}
	return undefined;
}

/** Handles the form. The session that sent it continues; all others end. */
async function changeHere(
	call: Call,
	{ person, sessionUid }: AccountVisit,
	authority: Authority,
): Promise<Reply> {
	const reason = changeObstacle(person);
	if (reason !== undefined) return unavailablePage(reason);
	const { old_password: old = "", new_password: wanted = "", ...rest } = formFields(call);
	const asked = { old, wanted, confirmed: rest.confirm_password ?? "" };
	const problem = problemWith(person, asked, authority);
	if (problem !== undefined) return changePage(problem);
	changeOwnPassword(authority, person, wanted, sessionUid);
	return seeOther(`${PROFILE}?changed`);
}

function problemWith(
	person: Person,
	{ old, wanted, confirmed }: { old: string; wanted: string; confirmed: string },
	authority: Authority,
): Problem | undefined {
	const userName = person.userPrincipalName;
	const judgement = judgePassword(authority, { userName, password: old });
	if (judgement.outcome === "again") {
		const { code } = judgement.refusal;
		return { field: "old_password", text: `Your old password is not right (AADSTS${code})` };
	}
	const weakness = passwordProblem(wanted, { current: old, person });
	if (weakness !== undefined) return newPasswordProblem(weakness);
	if (confirmed === wanted) return undefined;
	return { field: "confirm_password", text: "Passwords must be the same" };
}

const COOKIE = "practice_account";
/** oidc-provider's cookie of the sign-in page's session. */
const SESSION_COOKIE = "_session";

/** The person on the account page: by its own sign-in, otherwise by the sign-in page's session. */
type AccountVisit = { person: Person; sessionUid: string | undefined };

type AccountSessions = {
	visit(call: Call): Promise<AccountVisit | undefined>;
	/** @returns the header that keeps somebody signed in on the account page. */
	open(person: Person): { "set-cookie": string };
};

/** Remembers in memory who signed in on the account page itself. */
function createAccountSessions({ people, signIns }: Authority): AccountSessions {
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
