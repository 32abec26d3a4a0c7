import { type ChangeWay, changeWay } from "#lib/core/change-way.ts";
import { needsSignIn, ok, type Result } from "#lib/core/failure.ts";
import { type OutOfScope, outOfScope } from "#lib/core/sync-scope.ts";
import { readDirectoryRoles, readGroups } from "#lib/entra/graph/memberships.ts";
import { type Me, readMe } from "#lib/entra/graph/read-me.ts";
import { sendWithToken } from "#lib/entra/sign-in/send-with-token.ts";
import { profileToken, type SignIn, signedInWithoutPassword } from "#lib/entra/sign-in/sign-in.ts";
import { readVisit } from "../link/visit.ts";

export type Person = {
	me: Me;
	way: ChangeWay;
	/** Why the account is not synchronised to the managed domain; `undefined`: it is, or this is unknown. */
	outOfScope: OutOfScope | undefined;
};

/** Calls Graph about the signed-in person; `User.Read`, consented to at sign-in, is enough. */
const readOwn = <T>(
	signIn: SignIn,
	read: (graphUrl: string, token: string) => Promise<Result<T>>,
): Promise<Result<T>> =>
	sendWithToken(profileToken(signIn), (token) => read(signIn.config.tenant.graphUrl, token));

/** Reads the signed-in person's profile from Entra. */
export const readOwnProfile = (signIn: SignIn): Promise<Result<Me>> => readOwn(signIn, readMe);

/** Reads the signed-in person's profile and decides how this person changes the password. */
export async function loadPerson(signIn: SignIn): Promise<Result<Person>> {
	const [profile, roles] = await Promise.all([
		readOwnProfile(signIn),
		readOwn(signIn, readDirectoryRoles),
	]);
	if (!profile.ok) return profile;
	if (!roles.ok && needsSignIn(roles.failure)) return roles;
	const me = profile.value;
	const { method, hasPasswordWriteback } = signIn.config.change;
	const way = changeWay(
		{
			...me,
			holdsDirectoryRole: roles.ok ? roles.value.length > 0 : undefined,
			signedInWithoutPassword: signedInWithoutPassword(signIn),
		},
		{
			// A link may send people to Microsoft's page when the settings do not, never the reverse.
			method: readVisit()?.way === "guided" ? "microsoft" : method,
			hasPasswordWriteback,
			hasConsent: undefined,
		},
	);
	return ok({ me, way, outOfScope: await readOwnScope(signIn, me) });
}

/**
 * Checks whether this person's account is synchronised to the managed domain at all. Graph is asked
 * only if the organisation has configured groups; without an answer nobody is excluded.
 */
async function readOwnScope(signIn: SignIn, me: Me): Promise<OutOfScope | undefined> {
	const { scope } = signIn.config.domain;
	const read = scope.groups.length > 0 ? await readOwn(signIn, readGroups) : undefined;
	const groups = read?.ok ? read.value : undefined;
	return outOfScope(scope, { isSynchronised: me.isSynchronised, groups });
}
