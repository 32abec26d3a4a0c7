import { type ChangeWay, changeWay } from "#lib/core/change-way.ts";
import { type OutOfScope, outOfScope } from "#lib/core/sync-scope.ts";
import { readDirectoryRoles, readGroups } from "#lib/entra/graph/memberships.ts";
import type { Me } from "#lib/entra/graph/read-me.ts";
import { type SignIn, signedInWithoutPassword } from "#lib/entra/sign-in/sign-in.ts";
import { readVisit } from "../link/visit.ts";
import { readOwnProfile } from "./own-profile.ts";
import { type OwnRefusal, readOwn } from "./read-own.ts";

export type Person = {
	me: Me;
	way: ChangeWay;
	/** Why the account does not come to the managed domain; `undefined`: it does, or it is not known. */
	outOfScope: OutOfScope | undefined;
};

export type PersonResult = { ok: true; person: Person } | OwnRefusal;

/** Reads from Entra who is signed in, and finds the way in which this person changes the password. */
export async function loadPerson(signIn: SignIn): Promise<PersonResult> {
	const [profile, roles] = await Promise.all([
		readOwnProfile(signIn),
		readOwn(signIn, readDirectoryRoles),
	]);
	if (!profile.ok) return profile;
	if (!roles.ok && roles.because === "sign-in-needed") return roles;
	const { method, hasPasswordWriteback } = signIn.config.change;
	const way = changeWay(
		{
			...profile.me,
			holdsDirectoryRole: roles.ok ? roles.ids.length > 0 : undefined,
			signedInWithoutPassword: signedInWithoutPassword(signIn),
		},
		{
			// A link may lead to Microsoft's page where the settings do not, never the other way round.
			method: readVisit()?.way === "guided" ? "microsoft" : method,
			hasPasswordWriteback,
			hasConsent: undefined,
		},
	);
	const outOfScope = await readOwnScope(signIn, profile.me);
	return { ok: true, person: { me: profile.me, way, outOfScope } };
}

/**
 * Finds out whether this person's account comes to the managed domain at all. Graph is asked only where
 * the organisation has named groups; an answer that does not come leaves nobody out.
 */
async function readOwnScope(signIn: SignIn, me: Me): Promise<OutOfScope | undefined> {
	const { scope } = signIn.config.domain;
	const groups = scope.groups.length > 0 ? await ownGroups(signIn) : undefined;
	return outOfScope(scope, { isSynchronised: me.isSynchronised, groups });
}

async function ownGroups(signIn: SignIn): Promise<string[] | undefined> {
	const read = await readOwn(signIn, readGroups);
	return read.ok ? read.ids : undefined;
}
