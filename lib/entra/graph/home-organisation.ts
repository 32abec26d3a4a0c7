import type { ObjectIdentity, User } from "@microsoft/microsoft-graph-types";

/** The user properties that show an account's home organisation, for `$select`. */
export const HOME_FIELDS = [
	"userPrincipalName",
	"userType",
	"identities",
] as const satisfies readonly (keyof User)[];

/** The home organisation of an account, which holds the password. */
export type Home = {
	/** Another organisation or provider holds the password. */
	isExternal: boolean;
	/** External, with a personal Microsoft account. */
	hasPersonalAccount: boolean;
};

/**
 * Determines an account's home organisation ("Properties of a Microsoft Entra B2B collaboration
 * user"). It is elsewhere if an identity comes from another organisation, or if the name has the
 * form that Entra gives such accounts. `userType` says how much somebody may see, not where they
 * are from: there are external members and internal guests. It only decides if Graph shows no
 * identities.
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
