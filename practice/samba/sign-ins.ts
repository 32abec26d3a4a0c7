import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { SambaDomain } from "#practice/domain/samba-domain.ts";
import { CONTROLLERS, type Controller, type DomainPerson } from "#practice/domain/stand-in.ts";
import { kerberosSignIn, kinit, ntlmSignIn, type SignInAnswer } from "./clients.ts";

/** A person with a password, which may or may not be set in the domain. */
export type Employee = DomainPerson & { password: string };

/** Creates a person with a password, unknown to the domain. */
export function somebody(): Employee {
	const id = randomUUID();
	const samAccountName = `p${id.slice(0, 13)}`;
	const userPrincipalName = `${samAccountName}@aaddscontoso.com`;
	const password = `Wörd "${id}" \\1`;
	return { id, samAccountName, userPrincipalName, displayName: "Dana, the Same", password };
}

/** Creates a person whose password is set on both controllers. */
export async function employee(domain: SambaDomain): Promise<Employee> {
	const person = somebody();
	for (const at of CONTROLLERS) await domain.setKeys(at, person, person.password);
	return person;
}

/** The results by kind of client. */
export async function signIns(domain: SambaDomain, at: Controller, person: Employee) {
	const signIn = { account: person.samAccountName, password: person.password };
	const answers: Record<string, SignInAnswer> = {};
	for (const client of [kinit, ntlmSignIn, kerberosSignIn]) {
		answers[client.name] = await client(domain.controllers[at], signIn);
	}
	return answers;
}

export const ENTERED = { ok: true };
export const EVERY_WAY = { kinit: ENTERED, ntlmSignIn: ENTERED, kerberosSignIn: ENTERED };

export function refused(reason: RegExp) {
	return { ok: false, reason: expect.stringMatching(reason) };
}

/** Expects both refusals, with these messages of Kerberos and NTLM. */
export function bothRefused(kerberos: RegExp, ntlm: RegExp) {
	return { kinit: refused(kerberos), ntlmSignIn: refused(ntlm), kerberosSignIn: refused(kerberos) };
}
