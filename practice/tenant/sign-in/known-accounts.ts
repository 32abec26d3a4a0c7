import type { Call } from "../http/call.ts";
import { cookieOf } from "../http/cookies.ts";
import type { PeopleStore, Person } from "../people.ts";

const COOKIE = "practice_accounts";
const MOST = 5;

/** Accounts that signed in with this browser, latest first, as in Entra's account picker. */
export function knownAccounts(call: Call, people: PeopleStore): readonly Person[] {
	const ids = cookieOf(call, COOKIE)?.split(".") ?? [];
	return ids.map((id) => people.find(id)).filter((person) => person !== undefined);
}

/** @returns the `Set-Cookie` header that moves this person to the front. */
export function rememberAccount(call: Call, { id }: Person, people: PeopleStore): string {
	const others = knownAccounts(call, people).filter((person) => person.id !== id);
	const ids = [id, ...others.map((person) => person.id)].slice(0, MOST);
	return `${COOKIE}=${ids.join(".")}; Path=/sign-in; HttpOnly; SameSite=Lax`;
}
