import { type ChangeWay, changeWay } from "#lib/core/change-way.ts";
import type { OutOfScope } from "#lib/core/sync-scope.ts";
import { readDirectoryRoles } from "#lib/entra/graph/memberships.ts";
import type { Me } from "#lib/entra/graph/read-me.ts";
import { type SignIn, signedInWithoutPassword } from "#lib/entra/sign-in/sign-in.ts";
import { readVisit } from "../link/visit.ts";
import { readOwnProfile } from "./own-profile.ts";
import { readOwnScope } from "./own-scope.ts";
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
