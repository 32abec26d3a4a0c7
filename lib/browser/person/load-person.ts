import { type ChangeWay, changeWay } from "#lib/core/change-way.ts";
import { readDirectoryRoles } from "../graph/read-directory-roles.ts";
import { type Me, readMe } from "../graph/read-me.ts";
import { profileToken, type SignIn } from "../sign-in/sign-in.ts";

export type Person = { me: Me; way: ChangeWay };

export type PersonResult =
	| { ok: true; person: Person }
	| { ok: false; because: "no-answer" | "refused" | "sign-in-needed" };

/** Reads from Entra who is signed in, and finds the way in which this person changes the password. */
export async function loadPerson(signIn: SignIn): Promise<PersonResult> {
	const { graphUrl } = signIn.config.tenant;
	const token = await profileToken(signIn);
	if (!token.ok) {
		return { ok: false, because: token.because === "offline" ? "no-answer" : "sign-in-needed" };
	}
	const [profile, roles] = await Promise.all([
		readMe(graphUrl, token.token),
		readDirectoryRoles(graphUrl, token.token),
	]);
	if (!profile.ok) return profile;
	if (!roles.ok) return roles;
	const { method, hasPasswordWriteback } = signIn.config.change;
	const way = changeWay(
		{ ...profile.me, holdsDirectoryRole: roles.holdsRole },
		{ method, hasPasswordWriteback, hasConsent: undefined },
	);
	return { ok: true, person: { me: profile.me, way } };
}
