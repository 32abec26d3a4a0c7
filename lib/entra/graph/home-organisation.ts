import type { ObjectIdentity, User } from "@microsoft/microsoft-graph-types";

/** A user's properties that tell where the account is at home, for `$select`. */
export const HOME_FIELDS = [
	"userPrincipalName",
	"userType",
	"identities",
] as const satisfies readonly (keyof User)[];

/** Where somebody's account is at home, and so the password. */
export type Home = {
	/** Another organisation or provider keeps the password. */
	isExternal: boolean;
	/** External, with a personal Microsoft account. */
	hasPersonalAccount: boolean;
};

/**
 * Finds out where an account is at home ("Properties of a Microsoft Entra B2B collaboration user"). It is
 * elsewhere when it has an identity that another organisation vouches for, or a name that Entra made for
 * such an account. `userType` says how much somebody may see, not where they are from: there are external
 * members and internal guests. It decides only where Graph shows no identities.
 */
export function homeOf(user: Record<string, unknown>): Home {
	const identities = Array.isArray(user.identities) ? (user.identities as ObjectIdentity[]) : [];
	const federated = identities.filter(({ signInType }) => signInType === "federated");
	const isNamedSo = /#EXT#/i.test(String(user.userPrincipalName ?? ""));
	const isGuest = identities.length === 0 && user.userType === "Guest";
	return {
		isExternal: federated.length > 0 || isNamedSo || isGuest,
		hasPersonalAccount: federated.some(({ issuer }) => isPersonal(issuer ?? "")),
	};
}

function isPersonal(issuer: string): boolean {
	return /^MicrosoftAccount$|live\.com/i.test(issuer);
}
