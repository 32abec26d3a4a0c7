import { throughFaults } from "../fault-gate.ts";
import { type Call, formFields, type Reply, type Route, seeOther } from "../http/call.ts";
import { isFromOwnPage } from "../http/loopback.ts";
import type { Authority } from "../sign-in/authority.ts";
import { judgePassword } from "../sign-in/judgement.ts";
import type { Switches } from "../switches.ts";
import {
	accountSignInPage,
	appsPage,
	CHANGE,
	changePage,
	MY_ACCOUNT,
	notHerePage,
	PROFILE,
	profilePage,
	SIGN_IN,
} from "./account-pages.ts";
import {
	type AccountSessions,
	type AccountVisit,
	createAccountSessions,
} from "./account-sessions.ts";
import { changeHere, whyNotHere } from "./change-here.ts";

type Parts = { authority: Authority; switches: Switches };

/**
 * Plays Microsoft's own page: sign-in, profile tab, Change password tile and form. Faults of
 * `myAccount` hold for what is sent by the form.
 */
export function myAccountRoutes(parts: Parts): Route {
	const sessions = createAccountSessions(parts.authority);
	return async (call) => {
		const { pathname } = call.url;
		if (pathname !== MY_ACCOUNT && !pathname.startsWith(`${MY_ACCOUNT}/`)) return undefined;
		if (call.method === "POST" && !isFromOwnPage(call.headers)) return { status: 403 };
		if (call.method === "POST" && pathname === SIGN_IN) return signIn(call, sessions, parts);
		const visit = await sessions.visit(call);
		if (visit === undefined) return accountSignInPage("");
		call.personId = visit.person.id;
		if (call.method === "POST") return send(call, visit, parts);
		return shown(call, visit, parts);
	};
}

function shown({ url }: Call, { person }: AccountVisit, { switches }: Parts): Reply {
	switch (url.pathname) {
		case MY_ACCOUNT:
			return appsPage(person);
		case PROFILE:
			return profilePage(person, { isChanged: url.searchParams.has("changed") });
		case CHANGE: {
			const reason = whyNotHere(person, switches);
			return reason === undefined ? changePage() : notHerePage(reason);
		}
		default:
			return { status: 404, body: "There is nothing here." };
	}
}

async function signIn(call: Call, sessions: AccountSessions, { authority }: Parts): Promise<Reply> {
	const { username: userName = "", password = "" } = formFields(call);
	const judgement = await judgePassword(authority, { userName, password });
	if (judgement.outcome === "again" || !judgement.person.accountEnabled) {
		const { refusal } = judgement.outcome === "again" ? judgement : { refusal: { code: 50057 } };
		const text = `We cannot sign you in (AADSTS${refusal.code})`;
		return accountSignInPage(userName, { field: "password", text });
	}
	const { status, headers } = seeOther(MY_ACCOUNT);
	return { status, headers: { ...headers, ...sessions.open(judgement.person) } };
}

function send(call: Call, visit: AccountVisit, parts: Parts): Promise<Reply> {
	const gate = {
		...{ operation: "myAccount", personId: visit.person.id },
		refuse: ({ status }: { status: number }) => ({ status, body: "Something went wrong." }),
	};
	return throughFaults(parts.authority.faults, gate, () => changeHere(call, visit, parts));
}
